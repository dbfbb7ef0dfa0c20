/** The parts of the window that F6 goes through, as in Excel: by it the keyboard leaves the cells. */
const regions = [
  { part: '.sheet', focus: '.grid' },
  { part: '.sheet-bar', focus: '[role="tab"][aria-selected="true"]' },
  { part: '.pane:not([hidden])', focus: 'iframe' },
  { part: '.ribbon', focus: 'button' },
];

/** @param enterPane gives the keyboard to the page in the pane, where office.js moves the focus */
export function goToNextRegion(back: boolean, enterPane: () => void): void {
  const { activeElement } = document;
  // The tabs of the sheets lie within the sheet: the innermost part counts.
  const here = regions.findLastIndex(({ part }) => activeElement?.closest(part));
  for (let step = 1; step <= regions.length; step += 1) {
    const index = (here + (back ? -step : step) + 2 * regions.length) % regions.length;
    const region = regions[index];
    const target = region && document.querySelector<HTMLElement>(`${region.part} ${region.focus}`);
    if (!target) continue;
    if (target instanceof HTMLIFrameElement) enterPane();
    else target.focus();
    return;
  }
}

/** Tab after the last thing in the pane leads to the ribbon, before the first one to the pane's own buttons. */
export function leavePane(back: boolean): void {
  const { selector, index } = back
    ? { selector: '.pane-title button', index: -1 }
    : { selector: '.ribbon button', index: 0 };
  [...document.querySelectorAll<HTMLElement>(selector)].at(index)?.focus();
}
