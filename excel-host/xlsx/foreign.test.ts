import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { addSheet, createWorkbook } from '../model/create.ts';
import { changeStyle, defaultStyle } from '../model/style.ts';
import { errorValue } from '../model/value.ts';
import { openXlsx } from './open.ts';
import { saveXlsx } from './save.ts';
import {
  area,
  fileOf,
  get,
  partsOf,
  put,
  sharedStrings,
  styleSheet,
  tableOf,
  worksheet,
} from './test-files.ts';

async function written(build: (workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  build(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

async function readBack(file: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file.slice().buffer);
  return workbook;
}

describe('files that exceljs writes', () => {
  test('are read: values, formulas, formats, tables, names, layout', async () => {
    const file = await written((workbook) => {
      const sheet = workbook.addWorksheet('Elm', {
        views: [{ state: 'frozen', xSplit: 1, ySplit: 2 }],
      });
      sheet.getCell('A1').value = 'text';
      sheet.getCell('B1').value = 12.5;
      sheet.getCell('B1').numFmt = '#,##0.00';
      sheet.getCell('B1').font = { bold: true, color: { argb: 'FFFF0000' } };
      sheet.getCell('C1').value = new Date(Date.UTC(2025, 0, 31));
      sheet.getCell('D1').value = { formula: 'B1*2', result: 25 };
      sheet.getCell('E1').value = true;
      sheet.getCell('F1').value = { error: '#N/A' };
      sheet.getCell('G1').value = {
        richText: [{ text: 'a' }, { text: 'b', font: { bold: true } }],
      };
      sheet.getCell('H1').value = { text: 'link', hyperlink: 'https://example.com/' };
      sheet.getCell('I1').value = { formula: 'SUM(B1:B9)' };
      sheet.fillFormula('J1:J3', 'B1+1', [1, 2, 3]);
      sheet.mergeCells('A5:B6');
      sheet.getColumn(2).width = 20;
      sheet.getRow(3).hidden = true;
      sheet.addTable({
        name: 'Bills',
        ref: 'A10',
        headerRow: true,
        totalsRow: false,
        columns: [{ name: 'Period' }, { name: 'Amount' }],
        rows: [
          ['Jan', 1],
          ['Feb', 2],
        ],
      });
      sheet.getCell('A15').dataValidation = { type: 'list', formulae: ['"x,y"'] };
      sheet.getCell('A16').note = 'a note';
      sheet.pageSetup = { orientation: 'landscape', printArea: 'A1:D9' };
      workbook.definedNames.add('Elm!$B$1', 'rate');
      workbook.addWorksheet('Hidden', { state: 'hidden' });
    });
    const workbook = openXlsx(file, { name: 'Elm.xlsx' });
    const [sheet, hidden] = workbook.sheets;
    const value = (at: string) => get(sheet, at)?.value;
    expect(['A1', 'B1', 'C1', 'D1', 'E1', 'F1', 'G1', 'H1'].map(value)).toEqual([
      'text',
      12.5,
      45688,
      25,
      true,
      errorValue('#N/A'),
      'ab',
      'link',
    ]);
    expect(['D1', 'I1', 'J1', 'J3'].map((at) => get(sheet, at)?.formula)).toEqual([
      'B1*2',
      'SUM(B1:B9)',
      'B1+1',
      'B3+1',
    ]);
    expect(get(sheet, 'B1')?.style).toMatchObject({
      numberFormat: '#,##0.00',
      font: { bold: true, color: '#FF0000' },
    });
    expect(get(sheet, 'H1')?.hyperlink).toEqual({ address: 'https://example.com/' });
    expect(sheet).toMatchObject({
      name: 'Elm',
      freeze: { rows: 2, columns: 1 },
      merges: [area('A5:B6')],
      tables: [
        { name: 'Bills', area: area('A10:B12'), columns: [{ name: 'Period' }, { name: 'Amount' }] },
      ],
      notes: [{ row: 15, column: 0, text: 'a note' }],
      pageLayout: { orientation: 'Landscape', printArea: [area('A1:D9')] },
    });
    expect([sheet?.columns[1]?.width, sheet?.rows[2]?.hidden]).toEqual([20, true]);
    expect(sheet?.validations[0]?.rule).toEqual({ list: { inCellDropDown: true, source: 'x,y' } });
    expect(workbook.names).toMatchObject([{ name: 'rate', sheet: undefined, formula: 'Elm!$B$1' }]);
    expect(hidden?.visibility).toBe('Hidden');
    expect(workbook.stale).toBe(true);
    expect(openXlsx(saveXlsx(workbook)).sheets[0]?.tables).toHaveLength(1);
  });

  test('saved by us and read by exceljs again hold the same', async () => {
    const file = await written((workbook) => {
      const sheet = workbook.addWorksheet('S');
      sheet.addRow(['Unit', 'kWh']);
      sheet.addRow(['A', 1.25]);
      sheet.addConditionalFormatting({
        ref: 'B2:B9',
        rules: [
          { type: 'expression', priority: 1, formulae: ['B2>1'], style: { font: { bold: true } } },
        ],
      });
    });
    const workbook = openXlsx(file);
    const [sheet] = workbook.sheets;
    if (sheet) put(sheet, 'C2', { value: 'ours' });
    const sheetAgain = (await readBack(saveXlsx(workbook))).getWorksheet('S');
    expect(sheetAgain?.getSheetValues()).toEqual([
      undefined,
      [undefined, 'Unit', 'kWh'],
      [undefined, 'A', 1.25, 'ours'],
    ]);
  });
});

describe('files that we write', () => {
  test('are read by exceljs', async () => {
    const workbook = createWorkbook();
    const sheet = addSheet(workbook, "Ann's sheet");
    const money = changeStyle(defaultStyle, {
      numberFormat: '$#,##0.00',
      fill: { color: '#FFFF00' },
    });
    put(sheet, 'A1', { value: 'Unit' });
    put(sheet, 'B1', { value: 'Cost' });
    put(sheet, 'A2', { value: ' =1+1 <&> ' });
    put(sheet, 'B2', { value: 1234.5, style: money });
    put(sheet, 'C2', { value: 2469, formula: 'SUM(Costs[@Cost])*2' });
    put(sheet, 'D2', { value: 'x', formula: 'TEXTJOIN(",",TRUE,A2)' });
    put(sheet, 'E2', { value: errorValue('#DIV/0!') ?? null });
    sheet.tables.push(tableOf(workbook, 'Costs', 'A1:B2', ['Unit', 'Cost']));
    sheet.freeze = { rows: 1, columns: 0 };
    workbook.names.push({
      name: 'rate',
      sheet: undefined,
      formula: "'Ann''s sheet'!$B$2",
      comment: '',
      visible: true,
    });
    const again = await readBack(saveXlsx(workbook));
    const page = again.getWorksheet("Ann's sheet");
    expect(page?.getCell('A2').value).toBe(' =1+1 <&> ');
    expect(page?.getCell('B2').value).toBe(1234.5);
    expect(page?.getCell('B2').numFmt).toBe('$#,##0.00');
    expect(page?.getCell('B2').fill).toMatchObject({ fgColor: { argb: 'FFFFFF00' } });
    expect(page?.getCell('C2').value).toMatchObject({
      formula: 'SUM(Costs[[#This Row],[Cost]])*2',
      result: 2469,
    });
    expect(page?.getCell('D2').value).toMatchObject({ formula: '_xlfn.TEXTJOIN(",",TRUE,A2)' });
    expect(page?.getCell('E2').value).toEqual({ error: '#DIV/0!' });
    expect(page?.getTable('Costs')).toBeDefined();
    expect(page?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(again.definedNames.getRanges('rate').ranges).toEqual(["'Ann''s sheet'!$B$2"]);
  });

  test('say how the older forms of things are to be stored', () => {
    const workbook = createWorkbook();
    const sheet = addSheet(workbook, 'S');
    put(sheet, 'A1', { value: errorValue('#SPILL!') ?? null, formula: 'SORT(B1:B9)' });
    put(sheet, 'B1', { value: 'x\u0001\r' });
    const parts = partsOf(saveXlsx(workbook));
    expect(parts['xl/worksheets/sheet1.xml']).toContain(
      '<c r="A1" t="e" cm="1"><f t="array" ref="A1">_xlfn._xlws.SORT(B1:B9)</f><v>#VALUE!</v></c>',
    );
    expect(parts['xl/sharedStrings.xml']).toContain('>x_x0001__x000D_</t>');
    expect(parts['xl/workbook.xml']).toContain('fullCalcOnLoad="1"');
  });
});

describe('other hands write', () => {
  const sheetPath = 'xl/worksheets/sheet1.xml';
  const read = (data: string, more: Readonly<Record<string, string>> = {}) =>
    openXlsx(fileOf({ [sheetPath]: worksheet(`<sheetData>${data}</sheetData>`), ...more }));

  test('cells and rows without addresses', () => {
    const [sheet] = read(
      '<row><c><v>1</v></c><c t="inlineStr"><is><t>two</t></is></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>',
    ).sheets;
    expect(['A1', 'B1', 'C4', 'D4', 'A5'].map((at) => get(sheet, at)?.value)).toEqual([
      1,
      'two',
      3,
      4,
      5,
    ]);
  });

  test('prefixes before every element', () => {
    const xml = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>`;
    const strings = `<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:r><x:t>a</x:t></x:r><x:r><x:t>b</x:t></x:r></x:si></x:sst>`;
    const workbook = openXlsx(fileOf({ [sheetPath]: xml, 'xl/sharedStrings.xml': strings }));
    expect(get(workbook.sheets[0], 'A1')?.value).toBe('ab');
    const again = openXlsx(saveXlsx(workbook)).sheets[0];
    expect(get(again, 'A1')?.value).toBe('ab');
    expect(again?.merges).toEqual([area('A1:B1')]);
  });

  test('shared formulas, dates as text, errors of newer kinds, exponents', () => {
    const [sheet] = read(
      '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">B2*$C$1+Bills[[#This Row],[x]]</f><v>1</v></c><c r="B2" t="d"><v>2025-01-31T12:00:00</v></c><c r="C2" t="e"><v>#UNKNOWN!</v></c><c r="D2"><v>1.5E-3</v></c></row><row r="4"><c r="A4"><f t="shared" si="0"/><v>2</v></c></row>',
    ).sheets;
    expect(get(sheet, 'A4')).toMatchObject({ formula: 'B4*$C$1+Bills[@x]', value: 2 });
    expect(['B2', 'C2', 'D2'].map((at) => get(sheet, at)?.value)).toEqual([
      45688.5,
      errorValue('#VALUE!'),
      0.0015,
    ]);
  });

  test('the 1904 date system', () => {
    const file = fileOf({
      'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      [sheetPath]: worksheet(
        '<sheetData><row r="1"><c r="A1"><v>44226</v></c><c r="B1" t="d"><v>2025-01-31</v></c></row></sheetData>',
      ),
    });
    const workbook = openXlsx(file);
    expect(workbook.date1904).toBe(true);
    expect(['A1', 'B1'].map((at) => get(workbook.sheets[0], at)?.value)).toEqual([44226, 44226]);
    expect(openXlsx(saveXlsx(workbook)).date1904).toBe(true);
  });

  test('text typed after an apostrophe, CDATA, entities', () => {
    const [sheet] = read(
      '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="str"><v>&lt;a&#233;_x000D_</v></c></row>',
      {
        'xl/sharedStrings.xml': sharedStrings('<si><t><![CDATA[0123<]]></t></si>'),
        'xl/styles.xml': styleSheet('<cellXfs><xf/><xf quotePrefix="1" numFmtId="49"/></cellXfs>'),
      },
    ).sheets;
    expect(get(sheet, 'A1')).toMatchObject({
      value: '0123<',
      quotePrefix: true,
      style: { numberFormat: '@' },
    });
    expect(get(sheet, 'B1')?.value).toBe('<aé\r');
  });

  test('a sheet that is a chart, and it keeps its place', () => {
    const workbook = openXlsx(
      fileOf({
        'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="Chart" sheetId="7" r:id="rId9"/><sheet name="More" sheetId="3" r:id="rId8"/></sheets><definedNames><definedName name="local" localSheetId="2" function="0">More!$A$1</definedName></definedNames></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/Sheet2.XML"/></Relationships>`,
        'xl/worksheets/sheet2.xml': worksheet('<sheetData/>'),
        'xl/chartsheets/sheet1.xml': '<chartsheet/>',
      }),
    );
    const [data, more] = workbook.sheets;
    expect([data?.name, more?.name, workbook.names[0]?.sheet]).toEqual(['Data', 'More', more?.id]);
    addSheet(workbook, 'New');
    const xml = partsOf(saveXlsx(workbook))['xl/workbook.xml'] ?? '';
    expect(
      [...xml.matchAll(/<sheet name="(\w+)" sheetId="(\d+)"/gu)].map(
        ([, name, id]) => `${name}${id}`,
      ),
    ).toEqual(['Data1', 'Chart7', 'More3', 'New8']);
    expect(xml).toContain(
      '<definedName name="local" localSheetId="2" function="0">More!$A$1</definedName>',
    );
  });

  test.each([
    ['no zip at all', new TextEncoder().encode('a,b\n1,2'), 'no .xlsx workbook'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'old .xls'],
    ['a zip of something else', fileOf({ '[Content_Types].xml': '' }).slice(0, 100), 'no .xlsx'],
    ['broken XML', fileOf({ [sheetPath]: '<worksheet><sheetData/>' }), 'broken XML'],
    ['a sheet cut off', fileOf({ [sheetPath]: '<worksheet><sheetData><row>' }), 'breaks off'],
    [
      'Strict Open XML',
      fileOf({
        'xl/workbook.xml': '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>',
      }),
      'Strict',
    ],
  ])('%s is refused in words', (_name, bytes, words) => {
    expect(() => openXlsx(bytes)).toThrow(words);
  });
});
