import type { Host } from './host.ts';

/** Whether this view of Excel has a call for it. */
function hasCall({ Office }: Host): boolean {
  return Office.context.requirements.isSetSupported('OpenBrowserWindowApi', '1.1');
}

/** Whether an address can be opened now: without a call for it only while a click is answered. */
export function canOpenLink(host: Host): boolean {
  const page = globalThis.navigator as Navigator | undefined;
  return hasCall(host) || (page?.userActivation?.isActive ?? false);
}

/**
 * Opens an address in the browser: most views in which Excel shows the pane cannot save a file. On the
 * web there is no call for it, and office.js takes `window.open` away, but links are followed. To be
 * called while a click is answered: browsers open no windows of their own accord.
 */
export function openLink(host: Host, url: string): void {
  if (hasCall(host)) {
    host.Office.context.ui.openBrowserWindow(url);
    return;
  }
  const link = document.createElement('a');
  Object.assign(link, { href: url, target: '_blank', rel: 'noopener' });
  link.click();
}
