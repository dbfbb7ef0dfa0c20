import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { addSheet, createWorkbook } from '../model/create.ts';
import { change } from '../model/edit.ts';
import type { Chart, Sheet, Workbook } from '../model/workbook.ts';
import { placeChart, placeOfCells } from '../operations/chart-place.ts';
import {
  addChart,
  addSeries,
  changeChart,
  changeSeries,
  chartTypes,
  deleteChart,
} from '../operations/charts.ts';
import { copySheet } from '../operations/copy-sheet.ts';
import { insertCells } from '../operations/structure.ts';
import { renameSheet } from '../operations/sheets.ts';
import { openXlsx } from './open.ts';
import { saveXlsx } from './save.ts';
import { area, fileOf, partsOf, put, relationships, worksheet } from './test-files.ts';

function filled(): { workbook: Workbook; sheet: Sheet } {
  const workbook = createWorkbook();
  const sheet = addSheet(workbook, 'Usage & more');
  const rows = [
    ['Month', 'Shop', 'Flat <1>'],
    ['Jan', 10, 20],
    ['Feb', 11.5, 21],
    ['Mar', 12, null],
  ];
  rows.forEach((row, r) => {
    row.forEach((value, c) => put(sheet, `${'ABC'[c]}${r + 1}`, { value }));
  });
  return { workbook, sheet };
}

function withChart(type: (typeof chartTypes)[number] = 'LineMarkers') {
  const { workbook, sheet } = filled();
  const chart = change(workbook, (edit) => {
    const made = addChart(edit, sheet, type, { sheet, area: area('A1:C4') }, 'Columns');
    placeChart(edit, sheet, made, placeOfCells(sheet, area('E2:K14')));
    return made;
  });
  return { workbook, sheet, chart };
}

const reopened = (workbook: Workbook): Workbook => openXlsx(saveXlsx(workbook));

/** Without what is only about the file. */
const plain = ({ kept: _part, anchor, series, ...chart }: Chart) => ({
  ...chart,
  anchor: { ...anchor, kept: undefined },
  series: series.map((one) => ({ ...one, kept: undefined })),
});

const only = (workbook: Workbook): { workbook: Workbook; sheet: Sheet; chart: Chart } => {
  const [sheet] = workbook.sheets;
  const [chart] = sheet?.charts ?? [];
  if (!sheet || !chart) throw new Error('no chart');
  return { workbook, sheet, chart };
};

describe('a chart that was made', () => {
  test.each(chartTypes)('is in the file, and the same when that is opened: %s', (type) => {
    const { workbook, chart } = withChart(type);
    const again = reopened(workbook);
    expect(plain(only(again).chart)).toEqual(plain(chart));
    expect(partsOf(saveXlsx(again))).toEqual(partsOf(saveXlsx(workbook)));
  });

  test('says what its cells hold to readers that look no further', () => {
    const xml = partsOf(saveXlsx(withChart().workbook))['xl/charts/chart1.xml'] ?? '';
    expect(xml).toContain(
      `<c:tx><c:strRef><c:f>'Usage &amp; more'!$C$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>Flat &lt;1&gt;</c:v></c:pt></c:strCache></c:strRef></c:tx>`,
    );
    expect(xml).toContain(
      `<c:f>'Usage &amp; more'!$C$2:$C$4</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="3"/><c:pt idx="0"><c:v>20</c:v></c:pt><c:pt idx="1"><c:v>21</c:v></c:pt></c:numCache>`,
    );
  });

  test('lies where an independent reader finds the rest of the file whole', async () => {
    const { workbook, sheet } = withChart();
    sheet.notes.push({ row: 1, column: 1, author: 'Ann', text: 'a note beside it' });
    const read = new ExcelJS.Workbook();
    await read.xlsx.load(saveXlsx(workbook).buffer as ArrayBuffer);
    expect(read.getWorksheet('Usage & more')?.getCell('B3').value).toBe(11.5);
    expect(read.getWorksheet('Usage & more')?.getCell('B2').note).toBeDefined();
  });

  test('words of its own are in the file too', () => {
    const { workbook, sheet, chart } = withChart();
    change(workbook, (edit) => {
      changeChart(edit, sheet, chart, {
        name: 'A "name"',
        title: { text: 'Usage\nkWh & more', isShown: true, overlaps: false },
        legend: { position: 'Right', isShown: true, overlaps: true },
      });
    });
    expect(plain(only(reopened(workbook)).chart)).toEqual(plain(chart));
  });
});

const look = '<a:srgbClr val="112233"/>';

/** A file in which the person gave the chart looks that the model knows nothing of. */
function styled(): Workbook {
  const parts = partsOf(saveXlsx(withChart().workbook));
  const xml = (parts['xl/charts/chart1.xml'] ?? '')
    .replace('<a:srgbClr val="4472C4"/>', look)
    .replace(/<c:title>.*?<\/c:title>/u, () => `<c:title>${title}<c:overlay val="0"/></c:title>`);
  return openXlsx(fileOf({ ...parts, 'xl/charts/chart1.xml': xml }));
}
const title = `<c:tx><c:rich><a:bodyPr rot="0"/><a:p><a:r><a:rPr b="1"/><a:t>Mine</a:t></a:r></a:p></c:rich></c:tx>`;

const chartPart = (workbook: Workbook): string =>
  partsOf(saveXlsx(workbook))['xl/charts/chart1.xml'] ?? '';

describe("a file's chart", () => {
  test('stays byte by byte while nothing about it changes', () => {
    const before = partsOf(saveXlsx(styled()));
    const after = partsOf(saveXlsx(openXlsx(saveXlsx(styled()))));
    expect(after).toEqual(before);
    expect(before['xl/charts/chart1.xml']).toContain(look);
  });

  test('follows its cells, and keeps its looks', () => {
    const { workbook, sheet } = only(styled());
    change(workbook, (edit) => {
      insertCells(edit, sheet, area('3:4'), 'Down');
      renameSheet(edit, sheet, "Ann's");
    });
    const xml = chartPart(workbook);
    expect(xml).toContain(look);
    expect(only(openXlsx(saveXlsx(workbook))).chart).toMatchObject({
      title: { text: 'Mine' },
      anchor: { from: { row: 1 }, to: { row: 16 } },
      series: [
        { name: { formula: "'Ann''s'!$B$1" }, values: "'Ann''s'!$B$2:$B$6" },
        { values: "'Ann''s'!$C$2:$C$6", categories: "'Ann''s'!$A$2:$A$6" },
      ],
    });
  });

  test('takes other words, other series and another place, and keeps its looks', () => {
    const { workbook, sheet, chart } = only(styled());
    change(workbook, (edit) => {
      changeChart(edit, sheet, chart, {
        title: { ...chart.title, text: 'Ours' },
        legend: { ...chart.legend, position: 'Right', isShown: false },
        series: chart.series.slice(0, 1),
      });
      const series = addSeries(edit, sheet, chart, 'More', undefined);
      changeSeries(edit, { sheet, series }, { values: "'Usage & more'!$C$2:$C$3" });
      placeChart(edit, sheet, chart, { left: 10, top: 20 });
    });
    const xml = chartPart(workbook);
    expect(xml).toContain(look);
    expect(xml).toContain('<a:rPr b="1"/><a:t>Ours</a:t>');
    expect(plain(only(openXlsx(saveXlsx(workbook))).chart)).toEqual(plain(chart));
  });

  test('is gone with its parts once it is deleted, and pictures beside it stay', () => {
    const parts = partsOf(saveXlsx(withChart().workbook));
    const picture = `<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>10</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:pic/><xdr:clientData/></xdr:twoCellAnchor>`;
    const path = 'xl/drawings/drawing1.xml';
    const drawing = (parts[path] ?? '').replace(/(<xdr:wsDr[^>]*>)/u, (tag) => tag + picture);
    const { workbook, sheet, chart } = only(openXlsx(fileOf({ ...parts, [path]: drawing })));
    expect(sheet.anchors).toHaveLength(2);
    change(workbook, (edit) => deleteChart(edit, sheet, chart));
    const left = partsOf(saveXlsx(workbook));
    expect(left[path]).toContain('<xdr:pic/>');
    expect(left[path]).not.toContain('graphicFrame');
    expect(Object.keys(left).filter((name) => name.includes('chart'))).toEqual([]);
  });

  test('has one beside it on the copy of its sheet, which shows the cells of the copy', () => {
    const { workbook, sheet } = only(styled());
    change(workbook, (edit) => copySheet(edit, sheet));
    const again = openXlsx(saveXlsx(workbook));
    const [one, two] = again.sheets.map(({ charts }) => charts[0]);
    expect(two?.series[0]?.values).toBe("'Usage & more (2)'!$B$2:$B$4");
    expect(one?.series[0]?.values).toBe("'Usage & more'!$B$2:$B$4");
    expect(one?.id).not.toBe(two?.id);
    expect(partsOf(saveXlsx(again))['xl/charts/chart2.xml']).toContain(look);
  });

  test('of a kind that the host does not know, or as large as it says itself, is kept and moves', () => {
    const parts = {
      'xl/worksheets/sheet1.xml': worksheet('<sheetData/><drawing r:id="rId1"/>'),
      'xl/worksheets/_rels/sheet1.xml.rels': relationships([
        'rId1',
        'drawing',
        '../drawings/drawing1.xml',
      ]),
      'xl/drawings/drawing1.xml': `<wsDr xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><oneCellAnchor><from><col>3</col><colOff>0</colOff><row>1</row><rowOff>0</rowOff></from><ext cx="1270000" cy="2540000"/><graphicFrame><nvGraphicFramePr><cNvPr id="1" name="Odd"/><cNvGraphicFramePr/></nvGraphicFramePr><a:graphic><a:graphicData><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></a:graphicData></a:graphic></graphicFrame><clientData/></oneCellAnchor></wsDr>`,
      'xl/drawings/_rels/drawing1.xml.rels': relationships([
        'rId1',
        'chart',
        '../charts/chart1.xml',
      ]),
      'xl/charts/chart1.xml': `<chartSpace xmlns="http://schemas.openxmlformats.org/drawingml/2006/chart"><chart><plotArea><radarChart><ser><val><numRef><f>Data!$B$2:$B$4</f></numRef></val></ser></radarChart></plotArea></chart></chartSpace>`,
    };
    const { workbook, sheet, chart } = only(openXlsx(fileOf(parts)));
    expect(chart).toMatchObject({ type: undefined, name: 'Odd', title: { isShown: false } });
    change(workbook, (edit) => {
      insertCells(edit, sheet, area('1:1'), 'Down');
      placeChart(edit, sheet, chart, { width: 300 });
    });
    const after = partsOf(saveXlsx(workbook));
    expect(after['xl/drawings/drawing1.xml']).toContain('<ext cx="3810000" cy="2540000"/>');
    expect(after['xl/drawings/drawing1.xml']).toContain('<row>2</row>');
    expect(after['xl/charts/chart1.xml']).toContain('f>Data!$B$3:$B$5</');
    expect(after['xl/charts/chart1.xml']).toContain('radarChart');
  });
});
