import { renameTable } from '../formulas/table-references.ts';
import { cellAt, formulaCells, putCell } from '../model/cells.ts';
import { newId } from '../model/create.ts';
import type { Edit } from '../model/edit.ts';
import { columnOf, rowOf } from '../model/touched.ts';
import type { Chart, DefinedName, Sheet, Table, Workbook } from '../model/workbook.ts';
import { renameSheet as renameInFormula } from '../formulas/references.ts';
import { sheetNamed, tableNamed } from './find.ts';

/**
 * A copy of the sheet with its cells, looks, pictures, tables (under new names) and its own names. What
 * points into the sheet points into the copy. `position` counts from zero; without one it goes to the end.
 */
export function copySheet(edit: Edit, source: Sheet, position?: number): Sheet {
  const { workbook } = edit;
  const { kept, ...plain } = source;
  const sheet: Sheet = {
    ...structuredClone({ ...plain, rows: [], columns: [], tables: [] }),
    id: newId(workbook),
    name: copyName(workbook, source.name),
    rows: source.rows.map((row) => row && { ...row, cells: row.cells.slice() }),
    columns: source.columns.slice(),
    tables: [],
    selectedChart: undefined,
    // Of what the file says besides (pictures above all) the writer gives the copy its own.
    kept,
  };
  const renamed = source.tables.map((table) => copyTable(workbook, sheet, table));
  const rewrite = (formula: string): string =>
    renamed.reduce((text, [from, to]) => renameTable(text, from, to), formula);
  for (const key of renamed.length > 0 ? [...formulaCells(source).all] : []) {
    const [row, column] = [rowOf(key), columnOf(key)];
    const cell = cellAt(sheet, row, column);
    if (cell?.formula === undefined) continue;
    putCell(sheet, row, column, { ...cell, formula: rewrite(cell.formula) });
  }
  sheet.charts = sheet.charts.map((chart) => copyChart(workbook, chart, source, sheet));
  // A name of the workbook that means the sheet becomes one of the copy too, as in Excel.
  const own = workbook.names.filter((name) => name.sheet === source.id);
  const isOwn = (name: DefinedName): boolean =>
    own.some((other) => other.name.toLowerCase() === name.name.toLowerCase());
  const shared = workbook.names.filter(
    (name) =>
      name.sheet === undefined &&
      !isOwn(name) &&
      renameInFormula(name.formula, source.name, sheet.name) !== name.formula,
  );
  const names: DefinedName[] = [...own, ...shared].map((name) => ({
    ...name,
    sheet: sheet.id,
    formula: rewrite(renameInFormula(name.formula, source.name, sheet.name)),
  }));
  const sheets = [...workbook.sheets];
  sheets.splice(position ?? sheets.length, 0, sheet);
  edit.assign(workbook, { sheets, names: [...workbook.names, ...names] });
  edit.tell({ what: 'sheetAdded', sheet: sheet.id });
  return sheet;
}

/** It draws the copy's cells, not those of the sheet that it was copied with. */
function copyChart(workbook: Workbook, chart: Chart, from: Sheet, to: Sheet): Chart {
  const renamed = (formula: string): string => renameInFormula(formula, from.name, to.name);
  const series = chart.series.map((one) => ({
    ...one,
    values: renamed(one.values),
    categories: one.categories === undefined ? undefined : renamed(one.categories),
    name: one.name.formula === undefined ? one.name : { formula: renamed(one.name.formula) },
  }));
  return { ...chart, id: newId(workbook), series };
}

function copyName(workbook: Workbook, name: string): string {
  for (let number = 2; ; number += 1) {
    const suffix = ` (${number})`;
    const copy = name.slice(0, 31 - suffix.length) + suffix;
    if (!sheetNamed(workbook, copy)) return copy;
  }
}

function copyTable(workbook: Workbook, sheet: Sheet, table: Table): [string, string] {
  const { kept: _file, ...plain } = table;
  let number = 1;
  const stem = table.name.replace(/\d+$/, '');
  const isTaken = (name: string): boolean =>
    tableNamed(workbook, name) !== undefined || sheet.tables.some((other) => other.name === name);
  while (isTaken(`${stem}${number}`)) number += 1;
  const copy: Table = {
    ...structuredClone(plain),
    id: newId(workbook),
    name: `${stem}${number}`,
    kept: undefined,
  };
  for (const column of copy.columns) {
    if (column.calculatedFormula === undefined) continue;
    column.calculatedFormula = renameTable(column.calculatedFormula, table.name, copy.name);
  }
  sheet.tables.push(copy);
  return [table.name, copy.name];
}
