import type { Host } from './host.ts';

/**
 * Opens an address in the browser: most views in which Excel shows the pane cannot save a file. On the
 * web there is no call for it, and office.js takes `window.open` away, but links are followed. To be
 * called while a click is answered: browsers open no windows of their own accord.
 */
export function openLink({ Office }: Host, url: string): void {
  if (Office.context.requirements.isSetSupported('OpenBrowserWindowApi', '1.1')) {
    Office.context.ui.openBrowserWindow(url);
    return;
  }
  const link = document.createElement('a');
  Object.assign(link, { href: url, target: '_blank', rel: 'noopener' });
  link.click();
}
