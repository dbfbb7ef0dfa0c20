import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { addSheet, createWorkbook } from '../../excel-host/model/create.ts';
import { putCell } from '../../excel-host/model/cells.ts';
import { defaultStyle } from '../../excel-host/model/style.ts';
import { saveXlsx } from '../../excel-host/xlsx/save.ts';
import { isFullScale } from '../setup/scale.ts';
import { shows } from './shows.ts';
import { useSite } from './site.ts';

const site = useSite();
const MANY = isFullScale ? 100_000 : 20_000;

describe('the sheet', () => {
  test('opens with the sample ledger and says that it is a stand-in for Excel', async () => {
    const excel = await site.open();
    expect(await excel.page.getByRole('heading', { level: 1 }).innerText()).toBe('elm-street.xlsx');
    expect(await excel.notices.innerText()).toContain('stand-in for Excel');
    expect(await excel.page.getByRole('tab').allInnerTexts()).toContain('Readings');
    await shows(excel, 'A4', 'Unit');
  });

  test('what is typed is calculated, undone and done again', async () => {
    const excel = await site.open();
    await excel.type('J2', '7');
    await excel.type('J3', '=J2*3');
    await shows(excel, 'J3', '21');
    await excel.type('J2', '9');
    await shows(excel, 'J3', '27');
    await excel.press('Control+z');
    await shows(excel, 'J3', '21');
    await excel.press('Control+y');
    await shows(excel, 'J3', '27');
    await excel.button('Undo').click();
    await shows(excel, 'J3', '21');
  });

  test('the keyboard moves, selects, edits and erases', async () => {
    const excel = await site.open();
    const { page, nameBox } = excel;
    await excel.goTo('J2');
    await excel.press('1', 'Tab', '2', 'Tab', '3', 'Enter');
    await excel.goTo('J2');
    await excel.press('Shift+Control+ArrowRight');
    expect(await nameBox.inputValue()).toBe('J2:L2');
    expect(await page.locator('.sums').innerText()).toMatch(/Average: 2\s+Count: 3\s+Sum: 6/);
    await excel.press('Delete');
    await shows(excel, 'K2', '');
    await excel.goTo('J3');
    await excel.press('a', 'Enter', 'ArrowUp', 'F2', 'b', 'Enter');
    await shows(excel, 'J3', 'ab');
    await excel.press('ArrowUp', 'c', 'Escape');
    await shows(excel, 'J3', 'ab');
    await excel.press('Control+Home');
    expect(await nameBox.inputValue()).toBe('A1:F1');
  });

  test('the mouse selects cells and columns, and puts references into a formula', async () => {
    const excel = await site.open();
    const { page, nameBox } = excel;
    await excel.cell('C6').hover();
    await page.mouse.down();
    await excel.cell('D9').hover();
    await page.mouse.up();
    expect(await nameBox.inputValue()).toBe('C6:D9');
    await page.locator('.rgHeaderCell[data-sheet-column="3"]').click();
    expect(await nameBox.inputValue()).toBe('D:D');
    await excel.goTo('J3');
    await page.keyboard.type('=');
    await excel.cell('D5').click();
    await page.keyboard.type('+1');
    expect(await excel.formulaBar.inputValue()).toBe('=D5+1');
    await excel.press('Enter');
    await excel.goTo('D5');
    const reading = Number((await excel.cell('D5').innerText()).replace(',', ''));
    await shows(excel, 'J3', String(reading + 1));
  });

  test('copied cells bring formulas along, and text from elsewhere becomes cells', async () => {
    const excel = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await excel.type('J2', '5');
    await excel.type('K2', '=J2+1');
    await excel.goTo('J2:K2');
    await excel.press('Control+c');
    await excel.goTo('J6');
    await excel.press('Control+v');
    await excel.type('J6', '8');
    await shows(excel, 'K6', '9');
    await excel.page.evaluate(() => navigator.clipboard.writeText('x\t1\ny\t"a ""b"""'));
    await excel.goTo('J8');
    await excel.press('Control+v');
    await shows(excel, 'K8', '1');
    await shows(excel, 'K9', 'a "b"');
  });

  test('cut cells go with formulas and formats, formulas follow them, and undo puts all back', async () => {
    const excel = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const formulaAt = async (address: string) => {
      await excel.goTo(address);
      return excel.formulaBar.inputValue();
    };
    await excel.type('J2', '12/25/2025');
    await excel.type('K2', '=J2+1');
    await excel.type('L2', '=K2+1');
    await excel.goTo('J2:K2');
    await excel.press('Control+x');
    await excel.goTo('J6');
    await excel.press('Control+v');
    await shows(excel, 'J6', '12/25/2025');
    await shows(excel, 'K6', '46017');
    await shows(excel, 'J2', '');
    expect([await formulaAt('K6'), await formulaAt('L2')]).toEqual(['=J6+1', '=K6+1']);
    await excel.press('Control+z');
    await shows(excel, 'J2', '12/25/2025');
    await shows(excel, 'J6', '');
    expect([await formulaAt('K2'), await formulaAt('L2')]).toEqual(['=J2+1', '=K2+1']);
  });

  test('Ctrl+Enter, Ctrl+D and Ctrl+R fill the selection, undone at once', async () => {
    const excel = await site.open();
    await excel.goTo('J2:J4');
    await excel.page.keyboard.type('12/25/2025');
    await excel.press('Control+Enter');
    // Not "######": the column makes room.
    await shows(excel, 'J4', '12/25/2025');
    await excel.type('K2', '=J2+1');
    await excel.goTo('K2:K4');
    await excel.press('Control+d');
    await excel.goTo('K4');
    expect(await excel.formulaBar.inputValue()).toBe('=J4+1');
    await excel.press('Control+z');
    await excel.goTo('K4');
    await shows(excel, 'K4', '');
    await excel.goTo('K3');
    await excel.press('Control+d');
    await excel.goTo('K3');
    expect(await excel.formulaBar.inputValue()).toBe('=J3+1');
    await excel.goTo('K3:M3');
    await excel.press('Control+r');
    await excel.goTo('M3');
    expect(await excel.formulaBar.inputValue()).toBe('=L3+1');
  });

  test('what Excel refuses is said in words, and the text stays to be mended', async () => {
    const excel = await site.open();
    await excel.type('J2', '=1+');
    await expect.poll(() => excel.notices.innerText()).toMatch(/formula/i);
    await excel.page.keyboard.type('1');
    await excel.press('Enter');
    await shows(excel, 'J2', '2');
  });

  test('what is typed before its cell is drawn is all there', async () => {
    const excel = await site.open();
    const places = ['AZ900', 'B3', 'CC1700', 'J2', 'BA2500', 'K3'];
    for (const place of places) {
      await excel.goTo(place);
      await excel.page.keyboard.type('mine');
      await excel.press('Enter');
    }
    for (const place of places) {
      await excel.goTo(place);
      expect([place, await excel.formulaBar.inputValue()]).toEqual([place, 'mine']);
    }
  });

  test('a filter of a table hides rows and shows them again, by keyboard alone', async () => {
    const excel = await site.open();
    await excel.sheetTab('Tenants').click();
    await excel.goTo('A1');
    // How many fit below depends on the notices above.
    const rows = async () =>
      (await excel.page.locator('.rowHeaders .rgCell').allInnerTexts()).slice(0, 20);
    const before = await rows();
    await excel.press('Alt+ArrowDown');
    const choice = excel.page.getByRole('checkbox', { name: 'Apt 1A' });
    await choice.focus();
    await excel.press('Space');
    await excel.page.getByRole('button', { name: 'OK', exact: true }).press('Enter');
    await expect.poll(rows).not.toContain('3');
    await excel.press('Alt+ArrowDown');
    await excel.page.getByRole('button', { name: 'Clear filter' }).press('Enter');
    await expect.poll(rows).toEqual(before);
  });
});

describe('the file', () => {
  test('a reload in the middle loses nothing', async () => {
    const excel = await site.open();
    await excel.type('J2', '=6*7');
    await excel.reload();
    await excel.goTo('J2');
    await shows(excel, 'J2', '42');
    expect(await excel.formulaBar.inputValue()).toBe('=6*7');
  });

  test('one’s own workbook is opened, stays in the browser, and is saved as .xlsx', async () => {
    const own = new ExcelJS.Workbook();
    own.addWorksheet('Mine').addRows([
      ['Unit', 'kWh'],
      ['Apt 1', 12.5],
    ]);
    const excel = await site.open();
    const sent: string[] = [];
    excel.page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`);
    });
    await excel.openFile('mine.xlsx', new Uint8Array(await own.xlsx.writeBuffer()));
    await excel.type('B3', '=B2*2');
    await shows(excel, 'B3', '25');
    const download = excel.page.waitForEvent('download');
    await excel.page.getByRole('button', { name: 'Save a copy' }).click();
    const saved = new ExcelJS.Workbook();
    await saved.xlsx.readFile(await (await download).path());
    const sheet = saved.getWorksheet('Mine');
    expect(sheet?.getCell('A2').value).toBe('Apt 1');
    expect(sheet?.getCell('B3').value).toMatchObject({ formula: 'B2*2', result: 25 });
    expect(sent).toEqual([]);
  });

  test('the other sample opens, and the way back to the first one is kept open', async () => {
    const excel = await site.open();
    await excel.type('J2', 'mine');
    await excel.openSample(/Mill Road/);
    await excel.page.getByRole('heading', { name: 'mill-road.xlsx' }).waitFor();
    await excel.page.getByRole('button', { name: 'Back to elm-street.xlsx' }).click();
    await excel.page.getByRole('heading', { name: 'elm-street.xlsx' }).waitFor();
    await shows(excel, 'J2', 'mine');
  });

  test('what is no workbook is refused in words', async () => {
    const excel = await site.open();
    const file = { name: 'a.xlsx', mimeType: 'text/plain', buffer: Buffer.from('no workbook') };
    await excel.page.locator('input[type=file]').setInputFiles(file);
    await expect.poll(() => excel.notices.innerText()).toContain('is no .xlsx workbook');
  });

  test(`of ${MANY} rows only those in view are drawn, the last one too`, async () => {
    const workbook = createWorkbook('big.xlsx');
    const sheet = addSheet(workbook, 'Readings');
    for (let row = 0; row < MANY; row += 1) {
      putCell(sheet, row, 0, { value: row + 1, style: defaultStyle });
    }
    const excel = await site.open();
    await excel.openFile('big.xlsx', saveXlsx(workbook));
    const drawn = () => excel.page.locator('revogr-data .rgCell').count();
    await excel.goTo('A1');
    await excel.press('Control+ArrowDown');
    await shows(excel, `A${MANY}`, String(MANY));
    expect(await drawn()).toBeLessThan(1500);
    await excel.cell(`A${MANY}`).hover();
    for (let turn = 0; turn < 20; turn += 1) await excel.page.mouse.wheel(0, -5000);
    await expect.poll(() => excel.cell(`A${MANY}`).count()).toBe(0);
    expect(await drawn()).toBeLessThan(1500);
  });
});
