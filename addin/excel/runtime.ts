/**
 * The add-in's own place in Excel: when Office is ready, the pane, and the commands of the ribbon and
 * the keyboard, which arrive here also while the pane is closed (shared runtime).
 */

import type { Host } from './host.ts';

/** Resolves when office.js has found its host; `null` where the page was opened outside of Office. */
export async function officeReady(): Promise<{ host: string; platform: string } | null> {
  const { host, platform } = await Office.onReady();
  return host === null ? null : { host: String(host), platform: String(platform) };
}

/**
 * Ties a name of the manifest (or of shortcuts.json) to what it does. To be called while the page's
 * first module is evaluated: the first click on the ribbon finds nothing otherwise (office-js #5176).
 * Excel is told the end of the command however it ends.
 */
export function associateCommand(name: string, run: () => Promise<void>): void {
  Office.actions.associate(name, (event?: Office.AddinCommands.Event) => {
    // A keyboard shortcut brings no event to complete.
    void run().finally(() => event?.completed());
  });
}

/** Opens the pane, where it is closed; the page is loaded already. */
export async function showPane(): Promise<void> {
  await Office.addin.showAsTaskpane();
}

/**
 * Has Excel load the add-in whenever this workbook is opened, or not any more, with the pane closed. null
 * where this Excel cannot (shared runtime 1.1).
 */
export function loadsWithWorkbook({ Office }: Host): ((isOn: boolean) => Promise<void>) | null {
  if (!Office.context.requirements.isSetSupported('SharedRuntime', '1.1')) return null;
  return (isOn) =>
    Office.addin.setStartupBehavior(
      isOn ? Office.StartupBehavior.load : Office.StartupBehavior.none,
    );
}
