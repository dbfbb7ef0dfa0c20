import { cellAt, styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { changeStyle } from '../model/style.ts';
import type { Sheet, Table, TableColumn } from '../model/workbook.ts';
import { bodyOf } from './find.ts';

/** What the total row says, as its columns remember it and as its cells show it. */

const totalsCodes: Record<string, number> = {
  average: 101,
  countNums: 102,
  count: 103,
  max: 104,
  min: 105,
  stdDev: 107,
  sum: 109,
  var: 110,
};

export function writeTotals(edit: Edit, sheet: Sheet, table: Table): void {
  const [first] = table.columns;
  const last = table.columns.at(-1);
  const isNew = table.columns.every(
    (column) => column.totalsFunction === undefined && column.totalsLabel === undefined,
  );
  if (isNew && first) edit.assign(first, { totalsLabel: 'Total' });
  if (isNew && last && last !== first) {
    const value = cellAt(sheet, bodyOf(table).top, table.area.right)?.value;
    edit.assign(last, { totalsFunction: typeof value === 'number' ? 'sum' : 'count' });
  }
  table.columns.forEach((column, offset) => {
    const at = table.area.left + offset;
    const row = table.area.bottom;
    const above = styleAt(sheet, row - 1, at).numberFormat;
    const style = changeStyle(styleAt(sheet, row, at), { numberFormat: above });
    const code = totalsCodes[column.totalsFunction ?? ''];
    const name = column.name.replaceAll(/['[\]#@]/g, "'$&");
    if (code !== undefined) {
      const formula = `SUBTOTAL(${code},[${name}])`;
      edit.putCell(sheet, row, at, { value: null, formula, style });
    } else if (column.totalsLabel !== undefined) {
      edit.putCell(sheet, row, at, { value: column.totalsLabel, style });
    }
  });
}

const totalsPattern = /^SUBTOTAL\(\s*(\d+)\s*,/i;
const totalsByCode: Record<string, string> = Object.fromEntries(
  Object.entries(totalsCodes).map(([name, code]) => [code, name]),
);

/** What stands in the total row becomes what its columns say of their totals. */
export function adoptTotals(edit: Edit, sheet: Sheet, table: Table): void {
  table.columns.forEach((column, offset) => {
    const cell = cellAt(sheet, table.area.bottom, table.area.left + offset);
    const { totalsFunction: _function, totalsLabel: _label, ...rest } = column;
    const code = cell?.formula === undefined ? undefined : totalsPattern.exec(cell.formula)?.[1];
    const adopted: TableColumn =
      cell?.formula !== undefined
        ? {
            ...rest,
            totalsFunction: (code === undefined ? undefined : totalsByCode[code]) ?? 'custom',
          }
        : typeof cell?.value === 'string'
          ? { ...rest, totalsLabel: cell.value }
          : rest;
    edit.assign(table, {
      columns: table.columns.map((other) => (other === column ? adopted : other)),
    });
  });
}
