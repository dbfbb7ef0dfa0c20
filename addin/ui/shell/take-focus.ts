/** Gives it the keyboard, unless somebody went to the sheet meanwhile: who types there goes on there. */
export function takeFocus(element: HTMLElement | null | undefined): void {
  if (document.hasFocus()) element?.focus();
}
