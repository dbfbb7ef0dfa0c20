import type { Table, Workbook } from '../model/workbook.ts';
import { activeSheet, tableNamed } from '../operations/find.ts';
import { addTable } from '../operations/tables.ts';
import type { Args } from '../wire/args.ts';
import { type Instance, method, property } from '../wire/classes.ts';
import { EventType } from '../wire/events.ts';
import { type Host, wholeWorkbook } from '../wire/host.ts';
import {
  type InTable,
  tableClass,
  tableCollectionClass,
  tableScopedCollectionClass,
  type TableScope,
} from './declared.ts';
import { listening } from './event-members.ts';
import { areaArgument, notFound } from './reach.ts';

function tablesOf({ sheet }: TableScope, { sheets }: Workbook): InTable[] {
  return (sheet ? [sheet] : sheets).flatMap((home) =>
    home.tables.map((table) => ({ sheet: home, table })),
  );
}

function find(scope: TableScope, args: Args, { workbook }: Host): Instance | null {
  const found = tableNamed(workbook, args.text(0));
  const isHere = found && (!scope.sheet || scope.sheet === found.sheet);
  return isHere ? tableClass.of(found) : null;
}

const target = ({ sheet }: TableScope): string => sheet?.id ?? wholeWorkbook;

tableCollectionClass.implement(
  {
    count: property(1, (scope, host) => tablesOf(scope, host.workbook).length),
    add: method(1, (scope, args, host) => {
      const home = scope.sheet ?? activeSheet(host.workbook);
      const { sheet, area } = areaArgument(args, 0, home, host);
      if (scope.sheet && sheet !== scope.sheet) throw args.refuse(0, 'a range of this sheet');
      const hasHeaders = args.flag(1);
      const table = host.edit((edit) => addTable(edit, sheet, area, hasHeaders));
      return tableClass.of({ sheet, table });
    }),
    getCount: method(4, (scope, _args, host) => tablesOf(scope, host.workbook).length),
    getItemAt: method(1, (scope, args, host) => {
      const found = tablesOf(scope, host.workbook)[args.whole(0)];
      if (!found) throw notFound();
      return tableClass.of(found);
    }),
    getItemOrNullObject: method(4, (scope, args, host) => find(scope, args, host)),
    ...listening('DataChanged', 7, EventType.tableChanged, target),
    ...listening('Added', 9, EventType.tableAdded, target),
    ...listening('Deleted', 9, EventType.tableDeleted, target),
  },
  {
    items: (scope, host) => tablesOf(scope, host.workbook).map((found) => tableClass.of(found)),
    item: (scope, args, host) => find(scope, args, host),
  },
);

tableScopedCollectionClass.implement(
  {
    getCount: method(9, ({ tables }) => tables.length),
    getFirst: method(9, ({ tables: [first] }) => {
      if (!first) throw notFound();
      return tableClass.of(first);
    }),
    getItemOrNullObject: method(14, ({ tables }, args) => {
      const found = tables.find(({ table }) => isMeant(table, args.text(0)));
      return found ? tableClass.of(found) : null;
    }),
  },
  {
    items: ({ tables }) => tables.map((found) => tableClass.of(found)),
    item: ({ tables }, args) => {
      const found = tables.find(({ table }) => isMeant(table, args.text(0)));
      return found ? tableClass.of(found) : null;
    },
  },
);

const isMeant = (table: Table, key: string): boolean =>
  table.id === key || table.name.toLowerCase() === key.toLowerCase();
