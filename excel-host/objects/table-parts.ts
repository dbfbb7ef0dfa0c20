import { type Area, rowCount } from '../model/area.ts';
import type { TableColumn } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { enter } from '../operations/content.ts';
import { bodyOf } from '../operations/find.ts';
import { deleteCells } from '../operations/structure.ts';
import { nameColumn } from '../operations/table-columns.ts';
import { addTableColumn, addTableRows } from '../operations/tables.ts';
import { type Args, asText, isList } from '../wire/args.ts';
import { child, type Instance, method, property } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import {
  filterClass,
  type InColumn,
  type InRow,
  type InTable,
  tableColumnClass,
  tableColumnCollectionClass,
  tableRowClass,
  tableRowCollectionClass,
} from './declared.ts';
import { notFound, rangeObject, requireTable } from './reach.ts';
import { entriesOf, readValues, writeValues } from './range-values.ts';

/** The columns and rows of tables. */

const offsetOf = ({ table, column }: InColumn): number => {
  const offset = table.columns.indexOf(column);
  if (offset < 0) throw notFound();
  return offset;
};

function columnObject({ sheet, table }: InTable, column: TableColumn | undefined): Instance | null {
  return column ? tableColumnClass.of({ sheet, table, column }) : null;
}

/** By id, which is a number, or by name. */
function findColumn(found: InTable, args: Args): Instance | null {
  const key = args.at(0);
  if (typeof key === 'number') {
    return columnObject(
      found,
      found.table.columns.find(({ id }) => id === key),
    );
  }
  const name = args.text(0).toLowerCase();
  return columnObject(
    found,
    found.table.columns.find((column) => column.name.toLowerCase() === name),
  );
}

/** Index as add-ins give it: null and −1 mean the end. */
function indexOf(args: Args, index: number): number | undefined {
  const given = args.optionalWhole(index);
  return given === -1 ? undefined : given;
}

tableColumnCollectionClass.implement(
  {
    count: property(1, ({ table }) => table.columns.length),
    add: method(1, (found, args, host) => {
      const { sheet, table } = found;
      const index = indexOf(args, 0);
      const name = args.optionalText(2);
      const values = args.at(1);
      const column = host.edit((edit) => {
        const offset = addTableColumn(edit, sheet, table, index);
        const added = table.columns[offset];
        if (!added) throw notFound();
        const at = table.area.left + offset;
        const whole = { ...table.area, left: at, right: at };
        if (values !== undefined) enterColumn(host, found, whole, values, edit);
        if (name !== undefined) nameColumn(edit, sheet, table, added, name);
        edit.tell({ what: 'columnsInserted', sheet: sheet.id, area: whole });
        return added;
      });
      return columnObject(found, column);
    }),
    getCount: method(4, ({ table }) => table.columns.length),
    getItemAt: method(1, (found, args) => {
      const column = columnObject(found, found.table.columns[args.whole(0)]);
      if (!column) throw notFound();
      return column;
    }),
    getItemOrNullObject: method(4, findColumn),
  },
  {
    items: ({ sheet, table }) =>
      table.columns.map((column) => tableColumnClass.of({ sheet, table, column })),
    item: findColumn,
  },
);

type Edit = Parameters<typeof enter>[0];

/** Values of a column: with the header first, or (one less) without. */
function enterColumn(
  host: Host,
  { sheet, table }: InTable,
  whole: Area,
  values: unknown,
  edit: Edit,
): void {
  const entries = entriesOf(values, whole);
  const isBodyOnly = entries.length === rowCount(whole) - 1 && table.showHeaders;
  const area = isBodyOnly ? { ...whole, top: whole.top + 1 } : whole;
  enter(edit, sheet, area, entries, host.growsTables);
}

tableColumnClass.implement(
  {
    id: property(1, ({ column }) => column.id),
    index: property(1, offsetOf),
    name: property(
      1,
      ({ column }) => column.name,
      ({ sheet, table, column }, value, host) => {
        const name = asText(value);
        if (name === '') throw invalidArgument('A column needs a name.');
        host.edit((edit) => {
          nameColumn(edit, sheet, table, column, name);
          edit.tell({ what: 'tableChanged', sheet: sheet.id, table: table.id });
        });
      },
    ),
    values: property(
      1,
      (found, host) =>
        readValues(host.range(found.sheet, columnArea(found, found.table.area)), host),
      (found, value, host) =>
        writeValues(host.range(found.sheet, columnArea(found, found.table.area)), value, host),
    ),
    filter: child(2, (found) =>
      filterClass.of({ sheet: found.sheet, table: found.table, offset: offsetOf(found) }),
    ),
    getRange: method(1, (found, _args, host) =>
      rangeObject(host, found.sheet, columnArea(found, found.table.area)),
    ),
    getDataBodyRange: method(1, (found, _args, host) =>
      rangeObject(host, found.sheet, columnArea(found, bodyOf(found.table))),
    ),
    getHeaderRowRange: method(1, (found, _args, host) => {
      const { area, showHeaders } = found.table;
      if (!showHeaders) throw notFound();
      return rangeObject(host, found.sheet, columnArea(found, { ...area, bottom: area.top }));
    }),
    getTotalRowRange: method(1, (found, _args, host) => {
      const { area, showTotals } = found.table;
      if (!showTotals) throw notFound();
      return rangeObject(host, found.sheet, columnArea(found, { ...area, top: area.bottom }));
    }),
    delete: method(1, (found, _args, host) => {
      if (found.table.columns.length === 1) {
        throw invalidArgument('The last column of a table cannot be deleted.');
      }
      host.edit((edit) =>
        deleteCells(edit, found.sheet, columnArea(found, found.table.area), 'Left'),
      );
    }),
  },
  {
    identity: (found, host) => {
      requireTable(found.sheet, found.table, host);
      return { Id: found.column.id };
    },
  },
);

function columnArea(found: InColumn, area: Area): Area {
  const at = found.table.area.left + offsetOf(found);
  return { ...area, left: at, right: at };
}

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
      const index = indexOf(args, 0);
      const given = args.at(1);
      const rows = isList(given) && isList(given[0]) ? given : given === undefined ? [] : [given];
      const made = host.edit((edit) => {
        const area = addTableRows(edit, sheet, table, index, Math.max(1, rows.length));
        if (rows.length > 0) enter(edit, sheet, area, entriesOf(rows, area), false);
        edit.tell({ what: 'rowsInserted', sheet: sheet.id, area });
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
