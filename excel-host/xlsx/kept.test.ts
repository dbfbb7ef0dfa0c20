import { describe, expect, test } from 'vitest';
import { addSheet, createWorkbook } from '../model/create.ts';
import { changeStyle, defaultStyle } from '../model/style.ts';
import type { Sheet, Workbook } from '../model/workbook.ts';
import { openXlsx } from './open.ts';
import { saveXlsx } from './save.ts';
import {
  area,
  fileOf,
  get,
  partsOf,
  put,
  relationships,
  sharedStrings,
  styleSheet,
  tableOf,
  worksheet,
} from './test-files.ts';

const sheetPath = 'xl/worksheets/sheet1.xml';
const relationsPath = 'xl/worksheets/_rels/sheet1.xml.rels';

/** The first sheet and the workbook of a file. */
function open(parts: Readonly<Record<string, string>>): { workbook: Workbook; sheet: Sheet } {
  const workbook = openXlsx(fileOf(parts));
  const [sheet] = workbook.sheets;
  if (!sheet) throw new Error('no sheet');
  return { workbook, sheet };
}

const saved = (workbook: Workbook): Record<string, string> => partsOf(saveXlsx(workbook));

const drawing = `<xdr:wsDr xmlns:xdr="urn:xdr" xmlns:c="urn:c" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:chart r:id="rId1"/></xdr:wsDr>`;
const chart = `<c:chartSpace xmlns:c="urn:c"><c:f>Data!$A$1:$A$9</c:f><c:f>'Other &amp; more'!A1</c:f></c:chartSpace>`;
const withDrawing = {
  [sheetPath]: worksheet('<sheetData/><drawing r:id="rId7"/>'),
  [relationsPath]: relationships(['rId7', 'drawing', '../drawings/drawing1.xml']),
  'xl/drawings/drawing1.xml': drawing,
  'xl/drawings/_rels/drawing1.xml.rels': relationships(
    ['rId1', 'chart', '../charts/chart1.xml'],
    ['rId2', 'image', '../media/image1.png'],
  ),
  'xl/charts/chart1.xml': chart,
  'xl/media/image1.png': 'PNG',
};

describe('what the model does not understand', () => {
  test('parts that no relationship leads to stay', () => {
    const { workbook } = open({ 'odd/part.xml': '<odd/>', 'xl/loose.bin': 'x' });
    expect(saved(workbook)).toMatchObject({ 'odd/part.xml': '<odd/>', 'xl/loose.bin': 'x' });
  });

  test('drawings, charts and pictures stay with their sheet, and go with it', () => {
    const { workbook } = open(withDrawing);
    const other = addSheet(workbook, 'Other');
    put(other, 'A1', { value: 1 });
    const parts = saved(workbook);
    expect(parts[sheetPath]).toContain('<drawing r:id="rId7"/>');
    expect(parts['xl/charts/chart1.xml']).toBe(chart);
    expect(parts['xl/media/image1.png']).toBe('PNG');
    workbook.sheets = [other];
    workbook.activeSheet = other.id;
    const left = Object.keys(saved(workbook)).filter((path) =>
      /chart|drawing|media|sheet1/u.test(path),
    );
    expect(left).toEqual([]);
  });

  test('charts follow a sheet to its new name', () => {
    const { workbook, sheet } = open(withDrawing);
    sheet.name = "Ann's <data>";
    expect(saved(workbook)['xl/charts/chart1.xml']).toContain(
      `<c:f>'Ann''s &lt;data&gt;'!$A$1:$A$9</c:f><c:f>'Other &amp; more'!A1</c:f>`,
    );
  });

  test('a copied sheet gets drawings and charts of its own', () => {
    const { workbook, sheet } = open(withDrawing);
    const copy = addSheet(workbook, 'Copy');
    copy.kept = sheet.kept;
    workbook.sheets.reverse();
    const parts = saved(workbook);
    expect(parts['xl/charts/chart1.xml']).toBe(chart);
    expect(parts['xl/worksheets/_rels/sheet2.xml.rels']).toContain('drawing2.xml');
    expect(parts['xl/drawings/_rels/drawing2.xml.rels']).toContain('chart2.xml');
    expect(parts['xl/charts/chart2.xml']).toBe(chart.replace('Data!', 'Copy!'));
    expect(openXlsx(saveXlsx(workbook)).sheets.map(({ name }) => name)).toEqual(['Copy', 'Data']);
  });

  test('elements of a sheet stay, each in its place in the order of the schema', () => {
    const before = `<sheetPr codeName="S"><outlinePr summaryBelow="0"/></sheetPr><sheetData/><protectedRanges><protectedRange sqref="A1" name="p"/></protectedRanges><pageMargins left="1" right="1" top="1" bottom="1" header="0.5" footer="0.5"/><pageSetup r:id="rId9" copies="3"/><rowBreaks count="1"><brk id="5"/></rowBreaks><extLst><ext uri="{odd}"><odd:thing xmlns:odd="urn:odd" a="1"/></ext></extLst>`;
    const { workbook, sheet } = open({
      [sheetPath]: worksheet(
        before,
        ' xmlns:x14ac="urn:x14ac" mc:Ignorable="x14ac" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
      ),
      [relationsPath]: relationships(['rId9', 'printerSettings', '../printerSettings/p1.bin']),
      'xl/printerSettings/p1.bin': 'printer',
    });
    put(sheet, 'B2', { value: 'x', hyperlink: { address: 'https://example.com' } });
    sheet.merges.push(area('C1:D1'));
    sheet.tabColor = '#112233';
    sheet.pageLayout.orientation = 'Landscape';
    sheet.tables.push(tableOf(workbook, 'T', 'A4:B5', ['a', 'b']));
    sheet.freeze = { rows: 1, columns: 0 };
    const parts = saved(workbook);
    const xml = parts[sheetPath] ?? '';
    expect(
      xml
        .match(/(?<=<)[a-z]\w+(?=[ />])/giu)
        ?.filter((name) => !/^(?:c|v|row|brk|ext|selection|pane)$/u.test(name)),
    ).toEqual(
      'worksheet sheetPr tabColor outlinePr dimension sheetViews sheetView sheetFormatPr sheetData protectedRanges protectedRange mergeCells mergeCell hyperlinks hyperlink pageMargins pageSetup rowBreaks tableParts tablePart extLst'.split(
        ' ',
      ),
    );
    expect(xml).toContain('<sheetPr codeName="S">');
    expect(xml).toContain(
      '<pageSetup r:id="rId9" copies="3" paperSize="1" orientation="landscape"/>',
    );
    expect(xml).toContain('<odd:thing xmlns:odd="urn:odd" a="1"/>');
    expect(xml).toContain('mc:Ignorable="x14ac xr"');
    expect(parts['xl/printerSettings/p1.bin']).toBe('printer');
  });

  test('attributes of rows and columns stay', () => {
    const { workbook } = open({
      [sheetPath]: worksheet(
        `<cols><col min="1" max="2" width="12" customWidth="1" outlineLevel="1"/></cols><sheetData><row r="2" outlineLevel="2" ht="15.5" x14ac:dyDescent="0.25" odd:x="1"/><row r="3" ht="30" customHeight="1"/></sheetData>`,
        ' xmlns:x14ac="urn:x14ac" xmlns:odd="urn:odd"',
      ),
    });
    const xml = saved(workbook)[sheetPath];
    expect(xml).toContain('<col min="1" max="2" width="12" customWidth="1" outlineLevel="1"/>');
    expect(xml).toContain(
      '<row r="2" ht="15.5" outlineLevel="2" x14ac:dyDescent="0.25" odd:x="1">',
    );
    expect(xml).toContain('<row r="3" ht="30" customHeight="1">');
  });

  test('rich text stays while the text is the same', () => {
    const runs =
      '<r><t xml:space="preserve">Apt </t></r><r><rPr><b/><sz val="9"/></rPr><t>1A</t></r><rPh sb="0" eb="1"><t>kana</t></rPh>';
    const { workbook, sheet } = open({
      [sheetPath]: worksheet(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row></sheetData>',
      ),
      'xl/sharedStrings.xml': sharedStrings(`<si>${runs}</si>`),
    });
    expect(get(sheet, 'A1')?.value).toBe('Apt 1A');
    put(sheet, 'B1', { ...get(sheet, 'B1'), value: 'Apt 2' });
    expect(saved(workbook)['xl/sharedStrings.xml']).toContain(
      `<si>${runs}</si><si><t>Apt 2</t></si>`,
    );
  });

  test('data tables and rich values stay while the value is the same', () => {
    const { workbook, sheet } = open({
      [sheetPath]: worksheet(
        '<sheetData><row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" r1="C1"/><v>5</v></c><c r="B1" t="e" vm="3"><v>#VALUE!</v></c></row></sheetData>',
      ),
    });
    expect(get(sheet, 'A1')).toMatchObject({ value: 5 });
    expect(saved(workbook)[sheetPath]).toContain(
      '<c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" r1="C1"/><v>5</v></c><c r="B1" t="e" vm="3"><v>#VALUE!</v></c>',
    );
    put(sheet, 'B1', { ...get(sheet, 'B1'), value: 1 });
    expect(saved(workbook)[sheetPath]).toContain('<c r="B1"><v>1</v></c>');
  });
});

describe('formats', () => {
  const styles = styleSheet(
    `<numFmts count="1"><numFmt numFmtId="170" formatCode="0.000"/></numFmts><fonts count="2"><font><sz val="10"/><color theme="1"/><name val="Arial"/><scheme val="minor"/></font><font><b/><sz val="10"/><color theme="4" tint="-0.25"/><name val="Arial"/><scheme val="minor"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><gradientFill degree="90"><stop position="0"><color rgb="FFFFFFFF"/></stop></gradientFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="2"><xf/><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="170" fontId="1" fillId="2" borderId="0" xfId="1" applyFont="1"><alignment horizontal="center" justifyLastLine="1"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"/></cellStyles><dxfs count="1"><dxf><font><b/></font></dxf></dxfs>`,
  );
  const cells = worksheet(
    '<sheetData><row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="2"><v>1</v></c><c r="C1"><v>1</v></c></row></sheetData>',
  );
  const cellFormats = (parts: Record<string, string>): string[] =>
    /<cellXfs.*<\/cellXfs>/su
      .exec(parts['xl/styles.xml'] ?? '')?.[0]
      .match(/<xf (?:[^>]*\/>|.*?<\/xf>)/gsu) ?? [];

  test('are read with theme colours, tints and named styles', () => {
    const { sheet } = open({ [sheetPath]: cells, 'xl/styles.xml': styles });
    expect(get(sheet, 'A1')?.style).toMatchObject({
      numberFormat: '0.000',
      font: { name: 'Arial', size: 10, bold: true, color: '#2F5597' },
      fill: { pattern: 'LinearGradient' },
      alignment: { horizontal: 'Center' },
    });
    expect(get(sheet, 'C1')?.style).toBe(defaultStyle);
  });

  test('of untouched cells stay as they are', () => {
    const { workbook } = open({ [sheetPath]: cells, 'xl/styles.xml': styles });
    const parts = saved(workbook);
    expect(cellFormats(parts)).toHaveLength(3);
    expect(parts[sheetPath]).toContain(
      '<c r="A1" s="1"><v>1</v></c><c r="B1" s="2"><v>1</v></c><c r="C1"><v>1</v></c>',
    );
  });

  test('of restyled cells keep what the restyling does not touch', () => {
    const { workbook, sheet } = open({ [sheetPath]: cells, 'xl/styles.xml': styles });
    for (const at of ['A1', 'C1']) {
      const cell = get(sheet, at);
      const style = changeStyle(cell?.style ?? defaultStyle, { font: { italic: true } });
      put(sheet, at, { ...cell, style });
    }
    const parts = saved(workbook);
    const [, , , one, two] = cellFormats(parts);
    expect(one).toBe(
      '<xf numFmtId="170" fontId="2" fillId="2" borderId="0" xfId="1" applyFont="1"><alignment horizontal="center" justifyLastLine="1"/></xf>',
    );
    expect(two).toBe(
      '<xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
    );
    expect(parts['xl/styles.xml']).toContain(
      '<font><b/><i/><sz val="10"/><color theme="4" tint="-0.25"/><name val="Arial"/><scheme val="minor"/></font>',
    );
    expect(parts['xl/styles.xml']).toContain(
      '<font><i/><sz val="10"/><color theme="1"/><name val="Arial"/><scheme val="minor"/></font>',
    );
    expect(parts['xl/styles.xml']).toContain('<dxfs count="1"><dxf><font><b/></font></dxf></dxfs>');
  });

  test('that look alike but are not the same stay apart', () => {
    const { sheet } = open({ [sheetPath]: cells, 'xl/styles.xml': styles });
    expect(get(sheet, 'B1')?.style).not.toBe(get(sheet, 'C1')?.style);
  });
});

describe('what belongs to cells', () => {
  const rules = `<conditionalFormatting sqref="B2:B9"><cfRule type="expression" dxfId="0" priority="1"><formula>$A2&gt;Data!$C$1</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" errorTitle="no" sqref="C2:C9"><formula1>A2</formula1></dataValidation></dataValidations><extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="urn:x14" xmlns:xm="urn:xm"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule id="{1}"><xm:f>$A2</xm:f></x14:cfRule><xm:sqref>D2:D9</xm:sqref></x14:conditionalFormatting><x14:conditionalFormatting><x14:cfRule id="{2}"/><xm:sqref>E2</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>`;

  test('conditional formats and validations move with their cells, and go with them', () => {
    const { workbook, sheet } = open({ [sheetPath]: worksheet(`<sheetData/>${rules}`) });
    expect(sheet.conditionalFormats.map(({ areas }) => areas)).toEqual([
      [area('B2:B9')],
      [area('D2:D9')],
      [area('E2')],
    ]);
    expect(sheet.validations[0]?.rule).toEqual({ list: { inCellDropDown: true, source: '=A2' } });
    sheet.name = 'Ledger';
    for (const rule of [...sheet.conditionalFormats.slice(0, 2), ...sheet.validations]) {
      rule.areas = rule.areas.map((one) => ({ ...one, top: one.top + 3, bottom: one.bottom + 3 }));
    }
    sheet.conditionalFormats.pop();
    const xml = saved(workbook)[sheetPath] ?? '';
    expect(xml).toContain(
      '<conditionalFormatting sqref="B5:B12"><cfRule type="expression" dxfId="0" priority="1"><formula>$A5&gt;Ledger!$C$1</formula>',
    );
    expect(xml).toContain(
      '<dataValidation type="list" errorTitle="no" sqref="C5:C12"><formula1>A5</formula1>',
    );
    expect(xml).toContain('<xm:f>$A5</xm:f></x14:cfRule><xm:sqref>D5:D12</xm:sqref>');
    expect(xml).not.toContain('{2}');
    sheet.conditionalFormats = [];
    sheet.validations = [];
    expect(saved(workbook)[sheetPath]).not.toMatch(/conditionalFormatting|dataValidation|extLst/u);
  });

  const vml = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" style="odd"><x:ClientData ObjectType="Button"/></v:shape><v:shape id="_x0000_s1026" style="kept"><br><x:ClientData ObjectType="Note"><x:Anchor>1, 15, 1, 10, 3, 15, 5, 4</x:Anchor><x:Row>1</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>`;
  const withNote = {
    [sheetPath]: worksheet('<sheetData/><legacyDrawing r:id="rId2"/>'),
    [relationsPath]: relationships(
      ['rId1', 'comments', '../comments1.xml'],
      ['rId2', 'vmlDrawing', '../drawings/vmlDrawing1.vml'],
      [
        'rId3',
        'http://schemas.microsoft.com/office/2017/10/relationships/threadedComment',
        '../threadedComments/threadedComment1.xml',
      ],
    ),
    'xl/comments1.xml': `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Ann</author></authors><commentList><comment ref="A2" authorId="0" shapeId="0"><text><r><rPr><b/></rPr><t>rich</t></r></text></comment></commentList></comments>`,
    'xl/drawings/vmlDrawing1.vml': vml,
    'xl/threadedComments/threadedComment1.xml':
      '<ThreadedComments xmlns="urn:t"><threadedComment ref="A2" id="{1}"/></ThreadedComments>',
  };

  test('notes that nobody touched stay byte by byte', () => {
    const { workbook, sheet } = open(withNote);
    expect(sheet.notes).toMatchObject([{ row: 1, column: 0, author: 'Ann', text: 'rich' }]);
    const parts = saved(workbook);
    for (const path of ['xl/comments1.xml', 'xl/drawings/vmlDrawing1.vml']) {
      expect(parts[path]).toBe(withNote[path as keyof typeof withNote]);
    }
  });

  test('notes move with their cells, boxes and conversations too, and new ones come beside them', () => {
    const { workbook, sheet } = open(withNote);
    Object.assign(sheet.notes[0] ?? {}, { row: 4 });
    sheet.notes.push({ row: 0, column: 1, author: 'Bob', text: 'new' });
    const parts = saved(workbook);
    expect(parts['xl/comments1.xml']).toContain(
      '<comment ref="A5" authorId="0" shapeId="0"><text><r><rPr><b/></rPr><t>rich</t></r></text></comment>',
    );
    expect(parts['xl/comments1.xml']).toContain('<author>Bob</author>');
    const boxes = parts['xl/drawings/vmlDrawing1.vml'] ?? '';
    expect(boxes).toContain('ObjectType="Button"');
    expect(boxes).toContain(
      'style="kept"><br><x:ClientData ObjectType="Note"><x:Anchor>1, 15, 4, 10, 3, 15, 8, 4</x:Anchor><x:Row>4</x:Row>',
    );
    expect(boxes).toContain('<x:Row>0</x:Row><x:Column>1</x:Column>');
    expect(parts['xl/threadedComments/threadedComment1.xml']).toContain('ref="A5"');
  });
});

describe('the settings of an add-in', () => {
  const extension = (id: string, properties: string): string =>
    `<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11" id="{${id}}"><we:reference id="${id}" version="1.0" store="x" storeType="FileSystem"/><we:properties>${properties}</we:properties><we:bindings/></we:webextension>`;

  test('are found again, also beside those of another add-in, which stay', () => {
    const foreign = extension('other', '<we:property name="k" value="1"/>');
    const { workbook } = open({
      '_rels/.rels': relationships(
        ['rId1', 'officeDocument', 'xl/workbook.xml'],
        [
          'rId2',
          'http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes',
          'xl/webextensions/taskpanes.xml',
        ],
      ),
      'xl/webextensions/taskpanes.xml':
        '<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"/>',
      'xl/webextensions/_rels/taskpanes.xml.rels': relationships([
        'rId1',
        'http://schemas.microsoft.com/office/2011/relationships/webextension',
        'webextension1.xml',
      ]),
      'xl/webextensions/webextension1.xml': foreign,
    });
    expect(workbook.settings).toEqual(new Map([['k', 1]]));
    workbook.settings = new Map<string, unknown>([
      ['workbookId', 'abc'],
      ['mapping', { a: ['<&">\n'] }],
    ]);
    const file = saveXlsx(workbook, { addIn: 'ours' });
    expect(openXlsx(file, { addIn: 'ours' }).settings).toEqual(workbook.settings);
    expect(openXlsx(file, { addIn: 'OTHER' }).settings).toEqual(new Map([['k', 1]]));
    expect(openXlsx(file).settings).toEqual(new Map());
    expect(partsOf(file)['xl/webextensions/webextension1.xml']).toBe(foreign);
  });

  test('of a workbook that never had any need no add-in to be named', () => {
    const workbook = createWorkbook();
    addSheet(workbook, 'S');
    expect(Object.keys(saved(workbook)).some((path) => path.includes('webextension'))).toBe(false);
    workbook.settings.set('a', null);
    const again = openXlsx(saveXlsx(workbook));
    expect(again.settings).toEqual(new Map([['a', null]]));
    again.settings.clear();
    expect(openXlsx(saveXlsx(again)).settings.size).toBe(0);
  });
});
