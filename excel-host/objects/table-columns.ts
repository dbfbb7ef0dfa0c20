import { type Area, rowCount } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { TableColumn } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { enter } from '../operations/content.ts';
import { bodyOf } from '../operations/find.ts';
import { deleteCells } from '../operations/structure.ts';
import { nameColumn } from '../operations/table-columns.ts';
import { addTableColumn } from '../operations/table-size.ts';
import { type Args, asText } from '../wire/args.ts';
import { child, type Instance, method, property } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import {
  filterClass,
  type InColumn,
  type InTable,
  tableColumnClass,
  tableColumnCollectionClass,
} from './declared.ts';
import { notFound, rangeObject, requireTable } from './reach.ts';
import { entriesOf, readValues, writeValues } from './range-values.ts';

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

tableColumnCollectionClass.implement(
  {
    count: property(1, ({ table }) => table.columns.length),
    add: method(1, (found, args, host) => {
      const { sheet, table } = found;
      const index = args.place(0);
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
