import { afterEach, beforeEach, expect, test } from 'vitest';
import { openExcel, type OpenedExcel } from './open-excel.ts';

let excel: OpenedExcel;
beforeEach(async () => {
  excel = await openExcel();
});
afterEach(() => excel.close());

test('a click on the ribbon calls the function of that name and waits until it is completed', async () => {
  const calls: string[] = [];
  let complete: (() => void) | undefined;
  Office.actions.associate('push', (event: Office.AddinCommands.Event) => {
    calls.push(event.source.id);
    complete = () => event.completed();
  });
  let isDone = false;
  const clicked = excel.invokeCommand('push').finally(() => {
    isDone = true;
  });
  await expect.poll(() => calls).toEqual(['Button']);
  expect(isDone).toBe(false);
  complete?.();
  expect(await clicked).toBe(true);
});

test('a click on a function that nothing is tied to ends at once', async () => {
  expect(await excel.invokeCommand('nothing')).toBe(false);
});

test('an add-in says whether it loads with the file', async () => {
  expect(await Office.addin.getStartupBehavior()).toBe(Office.StartupBehavior.none);
  await Office.addin.setStartupBehavior(Office.StartupBehavior.load);
  expect(await Office.addin.getStartupBehavior()).toBe(Office.StartupBehavior.load);
  expect(excel.host.loadsAtStart).toBe(true);
});

test('without a shared runtime the pane is not the add-in’s to open', async () => {
  const other = await openExcel({ requirementSets: { SharedRuntime: '' }, installGlobals: false });
  expect(other.Office.context.requirements.isSetSupported('SharedRuntime', '1.1')).toBe(false);
  await expect(other.Office.addin.hide()).rejects.toMatchObject({ code: 'ApiNotFound' });
  other.close();
});

test('dialogs are refused, not silently left out', async () => {
  const result = await new Promise<Office.AsyncResult<Office.Dialog>>((resolve) => {
    Office.context.ui.displayDialogAsync('https://localhost/dialog.html', resolve);
  });
  expect(result.status).toBe('failed');
});

test('an add-in opens and closes its pane, and hears when the person does', async () => {
  const modes: string[] = [];
  const asked: boolean[] = [];
  excel.host.onPane = (isVisible) => asked.push(isVisible);
  await Office.addin.onVisibilityModeChanged(({ visibilityMode }) => modes.push(visibilityMode));
  await Office.addin.hide();
  expect(excel.host.paneIsVisible).toBe(false);
  await Office.addin.showAsTaskpane();
  expect(asked).toEqual([false, true]);
  excel.host.showPane(false);
  await expect.poll(() => modes).toEqual(['Hidden', 'Taskpane', 'Hidden']);
});
