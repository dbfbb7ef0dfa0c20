import { cellAt, formulaCells } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { columnOf, rowOf, touchNames } from '../model/touched.ts';
import type { ChartSeries, Sheet } from '../model/workbook.ts';
import { bodyOf, tableAt } from './find.ts';

/** A formula's new text; `home` is the sheet it stands on, in a row, `ownTable` the table, "" for none. */
export type Rewrite = (
  formula: string,
  home: string,
  ownTable: () => string,
  row?: number,
) => string;

const noTable = (): string => '';

/**
 * Rewrites every formula of the workbook: of cells, names, table columns and charts. @param about of cells
 * only those that can mean this sheet: its own, and those that name a sheet
 */
export function rewriteFormulas(edit: Edit, rewrite: Rewrite, about?: Sheet): void {
  const { workbook } = edit;
  for (const sheet of workbook.sheets) {
    const { all, namingSheets } = formulaCells(sheet);
    for (const key of about === undefined || about === sheet ? all : namingSheets) {
      const [row, column] = [rowOf(key), columnOf(key)];
      const cell = cellAt(sheet, row, column);
      if (cell?.formula === undefined) continue;
      const formula = rewrite(
        cell.formula,
        sheet.name,
        () => tableAt(sheet, row, column)?.name ?? '',
        row,
      );
      if (formula !== cell.formula) edit.putCell(sheet, row, column, { ...cell, formula });
    }
    for (const table of sheet.tables) {
      for (const column of table.columns) {
        if (column.calculatedFormula === undefined) continue;
        const calculatedFormula = rewrite(
          column.calculatedFormula,
          sheet.name,
          () => table.name,
          bodyOf(table).top,
        );
        if (calculatedFormula !== column.calculatedFormula)
          edit.assign(column, { calculatedFormula });
      }
    }
  }
  for (const series of workbook.sheets.flatMap(({ charts }) =>
    charts.flatMap((one) => one.series),
  )) {
    rewriteSeries(edit, series, rewrite);
  }
  for (const name of workbook.names) {
    const formula = rewrite(name.formula, '', noTable);
    if (formula === name.formula) continue;
    edit.assign(name, { formula });
    touchNames(workbook, 'names');
  }
}

function rewriteSeries(edit: Edit, series: ChartSeries, rewrite: Rewrite): void {
  const { name, values, categories } = series;
  const after = {
    values: rewrite(values, '', noTable),
    categories: categories === undefined ? undefined : rewrite(categories, '', noTable),
    name: name.formula === undefined ? name : { formula: rewrite(name.formula, '', noTable) },
  };
  const isSame =
    after.values === values &&
    after.categories === categories &&
    after.name.formula === name.formula;
  if (!isSame) edit.assign(series, after);
}
