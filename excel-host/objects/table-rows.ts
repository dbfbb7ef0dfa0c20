import { apiNotFound } from '../error.ts';
import { type Area, rowCount } from '../model/area.ts';
import { enter } from '../operations/content.ts';
import { bodyOf } from '../operations/find.ts';
import { deleteCells } from '../operations/structure.ts';
import { addTableRows } from '../operations/table-size.ts';
import { isList } from '../wire/args.ts';
import { method, property } from '../wire/classes.ts';
import { type InRow, type InTable, tableRowClass, tableRowCollectionClass } from './declared.ts';
import { notFound, rangeObject } from './reach.ts';
import { entriesOf, readValues, writeValues } from './range-values.ts';

/** A table that only shows its blank insert row has no rows. */
function height({ table }: InTable): number {
  return table.insertRow ? 0 : rowCount(bodyOf(table));
}

function rowArea({ table, index }: InRow): Area {
  const body = bodyOf(table);
  if (index < 0 || index >= rowCount(body)) throw notFound();
  return { ...body, top: body.top + index, bottom: body.top + index };
}

tableRowCollectionClass.implement(
  {
    count: property(1, height),
    add: method(1, ({ sheet, table }, args, host) => {
      const index = args.place(0);
      const given = args.at(1);
      const rows = isList(given) && isList(given[0]) ? given : given === undefined ? [] : [given];
      if (args.at(2) !== undefined && !host.supports(15)) {
        throw apiNotFound('TableRowCollection.add, alwaysInsert', 'it is of ExcelApi 1.15');
      }
      const always = args.flag(2, true);
      const made = host.edit((edit) => {
        const count = Math.max(1, rows.length);
        const area = addTableRows(edit, sheet, table, index, count, always);
        if (rows.length > 0) enter(edit, sheet, area, entriesOf(rows, area), false);
        return area;
      });
      return tableRowClass.of({ sheet, table, index: made.top - bodyOf(table).top });
    }),
    getCount: method(4, height),
    getItemAt: method(1, (found, args) => {
      const index = args.whole(0);
      if (index < 0 || index >= height(found)) throw notFound();
      return tableRowClass.of({ ...found, index });
    }),
  },
  {
    items: (found) =>
      Array.from({ length: height(found) }, (_, index) => tableRowClass.of({ ...found, index })),
  },
);

tableRowClass.implement({
  index: property(1, ({ index }) => index),
  values: property(
    1,
    (row, host) => readValues(host.range(row.sheet, rowArea(row)), host),
    (row, value, host) => writeValues(host.range(row.sheet, rowArea(row)), value, host),
  ),
  getRange: method(1, (row, _args, host) => rangeObject(host, row.sheet, rowArea(row))),
  delete: method(1, (row, _args, host) => {
    host.edit((edit) => deleteCells(edit, row.sheet, rowArea(row), 'Up'));
  }),
});
