import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { hold } from './hold.ts';
import { shows } from './shows.ts';
import { useSite } from './site.ts';

const site = useSite();

describe('the add-in', () => {
  test('its office.js speaks with this Excel: it reads the selected cell and writes beside it', async () => {
    const excel = await site.open();
    await excel.type('J2', '41');
    await excel.goTo('J2');
    const addin = await excel.addin();
    const read = await addin.evaluate(() =>
      Excel.run(async (context) => {
        const cell = context.workbook.getSelectedRange().load('address,values');
        await context.sync();
        cell.getOffsetRange(0, 1).values = [[Number(cell.values[0]?.[0]) + 1]];
        await context.sync();
        return cell.address;
      }),
    );
    expect(read).toBe('Readings!J2');
    await shows(excel, 'K2', '42');
    await excel.cells.focus();
    await excel.press('Control+z');
    await shows(excel, 'K2', '');
  });

  test('gets nothing done while the person types into a cell', async () => {
    const excel = await site.open();
    const addin = await excel.addin();
    await excel.goTo('J2');
    await excel.page.keyboard.type('half a');
    const code = await addin.evaluate(() =>
      Excel.run((context) => context.sync()).then(
        () => 'none',
        (error: unknown) => (error instanceof OfficeExtension.Error ? error.code : String(error)),
      ),
    );
    expect(code).toBe('InvalidOperationInCellEditMode');
  });

  test('that starts while the person types hears its buttons all the same', async () => {
    const excel = await site.open();
    const starting = await hold(excel.page, '**/office-js/office.js');
    await excel.reload();
    await excel.goTo('J2');
    await excel.page.keyboard.type('half a');
    starting.letThrough();
    const addin = await excel.addin();
    await addin.getByText('A cell is being edited').waitFor();
    await excel.press('Escape');
    await addin.getByRole('heading', { level: 1 }).waitFor();
    await excel.page.getByRole('button', { name: 'Close the pane' }).click();
    await excel.button('Push').click();
    await excel.pane.waitFor();
  });

  test('its buttons stand in the ribbon as the manifest says, and work with the pane closed', async () => {
    const excel = await site.open();
    const manifest = await readFile(new URL('../../manifest.xml', import.meta.url), 'utf8');
    for (const name of ['Open', 'Push', 'Refresh']) {
      expect(manifest).toContain(`DefaultValue="${name}"`);
      await excel.button(name).waitFor();
    }
    const addin = await excel.addin();
    await addin.evaluate(() =>
      Office.actions.associate('refresh', (event: Office.AddinCommands.Event) => {
        void Excel.run(async (context) => {
          context.workbook.worksheets.getActiveWorksheet().getRange('J2').values = [['refreshed']];
          await context.sync();
        }).finally(() => event.completed());
      }),
    );
    await excel.page.getByRole('button', { name: 'Close the pane' }).click();
    await excel.pane.waitFor({ state: 'hidden' });
    await excel.button('Refresh').click();
    await shows(excel, 'J2', 'refreshed');
    expect(await excel.pane.isVisible()).toBe(false);
    await excel.button('Open').click();
    await excel.pane.waitFor();
  });

  test('lives at the lowest ExcelApi that its manifest allows', async () => {
    const excel = await site.open({ query: '?ExcelApi=1.9' });
    const addin = await excel.addin();
    const supports = (version: string) =>
      addin.evaluate(
        (wanted) => Office.context.requirements.isSetSupported('ExcelApi', wanted),
        version,
      );
    expect([await supports('1.9'), await supports('1.10')]).toEqual([true, false]);
  });
});
