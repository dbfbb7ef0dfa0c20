import { expect, test } from 'vitest';
import { faultsOf } from './axe.ts';
import { faultsInEachLook } from './looks.ts';
import { settled } from './opened.ts';
import type { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const patience = { timeout: 10_000 };

/** Everything is sent, and the results are written for the first time. */
async function withResults(): Promise<PanePage> {
  const { pane } = await settled(site);
  await pane.tab('Results').click();
  await pane.at('Results');
  await pane.button('Write into the workbook').click();
  await pane.text(/Written at/).waitFor();
  await pane.frame.getByRole('heading', { name: 'Tables in this workbook' }).waitFor();
  return pane;
}

const sheets = (pane: PanePage) => pane.excel.page.getByRole('tab').allInnerTexts();

test('a table is placed at the selected cell, with chosen columns, and refreshed with the others', async () => {
  const pane = await withResults();
  await pane.excel.page.getByRole('button', { name: 'New sheet' }).click();
  await pane.excel.cell('B3').click();
  await pane.button('Place a table').click();
  await pane.at('Place a table');
  await pane.frame
    .getByRole('combobox', { name: 'What it shows' })
    .selectOption('Balances by unit');
  await pane.button('Columns (7)').click();
  await pane.frame.getByRole('checkbox', { name: 'Adjustments' }).click();
  await pane.button('Move Closing balance up').click();
  await pane.frame.getByRole('radio', { name: 'At the selected cell' }).click();
  await pane.button('Place it').click();
  await pane.at('Results');
  await pane.button(/^Show Balances by unit, Sheet\d+, B3:G/).waitFor();
  await expect.poll(() => pane.excel.cell('B3').innerText(), patience).toBe('Unit');
  await expect.poll(() => pane.excel.cell('F3').innerText(), patience).toBe('Closing balance');
  await pane.excel.sheetTab('Allocation').click();
  await pane.button(/^Show Balances by unit, Sheet/).click();
  await expect.poll(() => pane.excel.nameBox.inputValue(), patience).toBe('B3');
}, 60_000);

test('what stands in the way is named, and nothing is written', async () => {
  const pane = await withResults();
  await pane.excel.sheetTab('Readings').click();
  await pane.excel.cell('B3').click();
  await pane.button('Place a table').click();
  await pane.frame.getByRole('radio', { name: 'At the selected cell' }).click();
  await pane.button('Place it').click();
  await pane.text(/where something stands already/).waitFor();
  await pane.button('Back').click();
  await pane.at('Results');
}, 60_000);

test('a deleted table is told, and made again or forgotten with one click', async () => {
  const pane = await withResults();
  await pane.button('Delete Utility account from the sheet').click();
  await pane.button('Delete the table').click();
  await expect.poll(() => sheets(pane), patience).not.toContain('Utility account');
  await pane.button('Forget Balances by unit').click();
  await expect.poll(() => pane.button(/^Show /).count(), patience).toBe(2);
  expect(await sheets(pane)).toContain('Balances');
}, 60_000);

test('a table of usage by unit stands with its chart, which is switched off and on, and deleted in the sheet', async () => {
  const pane = await withResults();
  await pane.button('Place a table').click();
  await pane.frame.getByRole('combobox', { name: 'What it shows' }).selectOption('Usage by unit');
  const wish = pane.frame.getByRole('checkbox', { name: 'With a chart beside it' });
  expect(await wish.isChecked()).toBe(true);
  await pane.button('Place it').click();
  await pane.at('Results');
  await pane.excel.sheetTab('Usage by unit').click();
  const chart = pane.excel.page.getByRole('figure', { name: 'Usage by unit, kWh' });
  await chart.waitFor();
  expect(await chart.locator('circle').count()).toBe(6 * 12);
  const box = pane.frame.getByRole('checkbox', { name: 'Chart of Usage by unit' });
  await box.click();
  await expect.poll(() => chart.count(), patience).toBe(0);
  await box.click();
  await chart.waitFor();
  await chart.click();
  await pane.excel.press('Delete');
  await expect.poll(() => chart.count(), patience).toBe(0);
  await pane.tab('Home').click();
  await pane.tab('Results').click();
  await expect.poll(() => box.isChecked(), patience).toBe(false);
}, 60_000);

test('refreshing on opening the workbook is one tick away', async () => {
  const pane = await withResults();
  await pane.frame.getByRole('checkbox', { name: /^Refresh when this workbook/ }).click();
  await expect
    .poll(() => pane.frame.getByRole('checkbox', { name: /^Refresh when/ }).isChecked(), patience)
    .toBe(true);
  await pane.excel.page.reload();
  await pane.excel.ready();
  await pane.tab('Results').click();
  await pane.text('The sheets are up to date: nothing moved since.').waitFor();
}, 60_000);

test('both views are sound and no wider than 320 pixels', async () => {
  const pane = await withResults();
  const { page } = pane.excel;
  await page.addStyleTag({ content: '.pane { width: 320px !important; }' });
  const faults = async () => faultsInEachLook(page, await pane.excel.addin(), () => pane.faults());
  expect(await faults()).toEqual([]);
  await pane.button('Place a table').click();
  await pane.at('Place a table');
  await pane.button(/^Columns/).click();
  expect(await faults()).toEqual([]);
  await pane.frame.getByRole('combobox', { name: 'What it shows' }).selectOption('BillShares');
  expect(await faults()).toEqual([]);
  await pane.button('Place it').click();
  await pane.frame.getByRole('checkbox', { name: 'Chart of Shares of each bill' }).waitFor();
  expect(await faults()).toEqual([]);
  await pane.excel.sheetTab('Shares of bills').click();
  await page.getByRole('figure', { name: 'Shares of each bill' }).waitFor();
  expect(await faultsInEachLook(page, page, () => faultsOf(page))).toEqual([]);
}, 60_000);
