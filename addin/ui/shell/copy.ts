/**
 * Puts text into the clipboard. Pages in a frame may not where the page around them says so: then it
 * is tried as a person's own copying.
 * @returns whether it worked
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put, { once: true });
  try {
    // Deprecated, and the only way that needs no permission of the page around.
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', put);
  }
}
