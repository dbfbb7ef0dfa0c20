/** Workbooks as exceljs reads them, and as the emulated Excel shows them. */
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { columnLetters } from '../../addin/excel/bills/template-sheet.ts';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { openXlsx } from '../../excel-host/xlsx/open.ts';

/** Functions of Excel that LibreOffice has not had for long. */
const UNKNOWN = /XLOOKUP/;

export async function read(file: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  return workbook;
}

/** How many formulas there are, and those whose results differ. */
export function formulasOf(ours: ExcelJS.Workbook, theirs: ExcelJS.Workbook) {
  const differing: unknown[] = [];
  let count = 0;
  for (const sheet of ours.worksheets) {
    const others = theirs.getWorksheet(sheet.name);
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.type !== ExcelJS.ValueType.Formula) return;
        count += 1;
        const found = others?.getCell(cell.address).result;
        const isUnknown = UNKNOWN.test(cell.formula) && JSON.stringify(found)?.includes('#NAME?');
        if (isUnknown || isSame(cell.result, found)) return;
        differing.push([sheet.name, cell.address, cell.formula, cell.result, found]);
      }),
    );
  }
  return { differing, count };
}

/** Excel and LibreOffice add up in the order they like. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') {
    return JSON.stringify(one ?? '') === JSON.stringify(other ?? '');
  }
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
}

export async function differingTexts(
  file: string,
  sheets: ReadonlyMap<string, string[][]> | undefined,
): Promise<unknown[]> {
  const workbook = openXlsx(await readFile(file));
  const excel = await openExcel({ workbook, installGlobals: false });
  const differing = workbook.sheets.flatMap(({ name }) => {
    const theirs = sheets?.get(name);
    if (!theirs) return [[name, 'is not there']];
    const ours = excel.person.texts(`'${name}'!A1:Z120`);
    return ours.flatMap((row, down) =>
      row.flatMap((text, right) => {
        const other = theirs[down]?.[right] ?? '';
        const address = `'${name}'!${columnLetters(right)}${down + 1}`;
        if (text === other || UNKNOWN.test(excel.person.formula(address) ?? '')) return [];
        return [[address, text, other]];
      }),
    );
  });
  excel.close();
  return differing;
}

export function mergesOf(sheet: ExcelJS.Worksheet | undefined): string[] {
  return (sheet?.model.merges ?? []).toSorted();
}

/** What a bill has in common with its template, whatever rows it has. */
export function layoutOf(sheet: ExcelJS.Worksheet | undefined) {
  if (!sheet) throw new Error('no such sheet');
  const widths = Array.from({ length: 7 }, (_, i) => Math.round(sheet.getColumn(i + 1).width ?? 0));
  return {
    widths,
    pictures: sheet.getImages().length,
    isFromTheRight: sheet.views[0]?.rightToLeft === true,
    setup: [sheet.pageSetup.orientation, sheet.pageSetup.paperSize],
  };
}

export function tablesOf(workbook: ExcelJS.Workbook, sheet: string) {
  const tables = workbook.getWorksheet(sheet)?.getTables() ?? [];
  return tables.map((one) => {
    const { name, tableRef, columns } = modelOf(one);
    return { name, tableRef, columns: columns.map((column) => column.name) };
  });
}

/** exceljs's types call them pairs; they are objects around a model. */
function modelOf(table: unknown) {
  return (table as { table: { name: string; tableRef: string; columns: { name: string }[] } })
    .table;
}
