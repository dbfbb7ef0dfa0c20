import { invalidArgument } from '../error.ts';
import { bodyOf, headerOf, totalsOf } from '../operations/find.ts';
import { clearFilter, reapplyFilter, removeFilter, startFilter } from '../operations/filter.ts';
import { sortTable } from '../operations/sort.ts';
import { deleteTable, dissolve, renameTable } from '../operations/tables.ts';
import { resizeTable, showTotals } from '../operations/table-size.ts';
import { asFlag, asText } from '../wire/args.ts';
import { child, method, type Property, property } from '../wire/classes.ts';
import { EventType } from '../wire/events.ts';
import {
  autoFilterClass,
  type InTable,
  tableClass,
  tableColumnCollectionClass,
  tableRowCollectionClass,
  tableSortClass,
  worksheetClass,
} from './declared.ts';
import { listening } from './event-members.ts';
import { areaArgument, notFound, rangeObject, requireTable } from './reach.ts';
import { sortStateOf } from './sort-fields.ts';

/** A yes or no about how the table looks. */
function option(
  since: number,
  key: 'showBandedRows' | 'showBandedColumns' | 'highlightFirstColumn' | 'highlightLastColumn',
): Property<InTable> {
  return property<InTable>(
    since,
    ({ table }) => table[key],
    ({ sheet, table }, value, host) => {
      const given = asFlag(value);
      host.edit((edit) => {
        edit.assign(table, { [key]: given });
        edit.tell({ what: 'tableChanged', sheet: sheet.id, table: table.id });
      });
    },
  );
}

const idOf = ({ table }: InTable): string => table.id;

tableClass.implement(
  {
    id: property(1, idOf),
    legacyId: property(8, ({ table }) => /[1-9A-F][0-9A-F]*/i.exec(table.id.slice(10))?.[0] ?? '0'),
    name: property(
      1,
      ({ table }) => table.name,
      ({ sheet, table }, value, host) =>
        host.edit((edit) => renameTable(edit, sheet, table, asText(value))),
    ),
    style: property(
      1,
      ({ table }) => table.style,
      ({ sheet, table }, value, host) => {
        const style = asText(value);
        if (!/^(TableStyle(Light|Medium|Dark)\d{1,2})?$/.test(style)) {
          throw invalidArgument(`"${style}" is no table style.`);
        }
        host.edit((edit) => {
          edit.assign(table, { style });
          edit.tell({ what: 'tableChanged', sheet: sheet.id, table: table.id });
        });
      },
    ),
    showHeaders: property(1, ({ table }) => table.showHeaders),
    showTotals: property(
      1,
      ({ table }) => table.showTotals,
      ({ sheet, table }, value, host) =>
        host.edit((edit) => showTotals(edit, sheet, table, asFlag(value))),
    ),
    showFilterButton: property(
      3,
      ({ table }) => table.filter !== undefined,
      (found, value, host) => {
        const { sheet, table } = found;
        const isShown = asFlag(value);
        if (isShown === (table.filter !== undefined)) return;
        const area = { ...table.area, bottom: bodyOf(table).bottom };
        host.edit((edit) =>
          isShown ? startFilter(edit, { sheet, table }, area) : removeFilter(edit, found),
        );
      },
    ),
    showBandedRows: option(3, 'showBandedRows'),
    showBandedColumns: option(3, 'showBandedColumns'),
    highlightFirstColumn: option(3, 'highlightFirstColumn'),
    highlightLastColumn: option(3, 'highlightLastColumn'),

    columns: child(1, (found) => tableColumnCollectionClass.of(found)),
    rows: child(1, (found) => tableRowCollectionClass.of(found)),
    sort: child(2, (found) => tableSortClass.of(found)),
    worksheet: child(2, ({ sheet }) => worksheetClass.of(sheet)),
    autoFilter: child(9, (found) => autoFilterClass.of(found)),

    getRange: method(1, ({ sheet, table }, _args, host) => rangeObject(host, sheet, table.area)),
    getDataBodyRange: method(1, ({ sheet, table }, _args, host) =>
      rangeObject(host, sheet, bodyOf(table)),
    ),
    getHeaderRowRange: method(1, ({ sheet, table }, _args, host) => {
      const header = headerOf(table);
      if (!header) throw notFound();
      return rangeObject(host, sheet, header);
    }),
    getTotalRowRange: method(1, ({ sheet, table }, _args, host) => {
      const totals = totalsOf(table);
      if (!totals) throw notFound();
      return rangeObject(host, sheet, totals);
    }),
    resize: method(13, ({ sheet, table }, args, host) => {
      const wanted = areaArgument(args, 0, sheet, host);
      if (wanted.sheet !== sheet) throw args.refuse(0, "a range of the table's sheet");
      host.edit((edit) => resizeTable(edit, sheet, table, wanted.area));
    }),
    convertToRange: method(2, ({ sheet, table }, _args, host) => {
      const { area } = table;
      host.edit((edit) => dissolve(edit, sheet, table));
      return rangeObject(host, sheet, area);
    }),
    delete: method(1, ({ sheet, table }, _args, host) =>
      host.edit((edit) => deleteTable(edit, sheet, table)),
    ),
    clearFilters: method(2, (found, _args, host) => host.edit((edit) => clearFilter(edit, found))),
    reapplyFilters: method(2, (found, _args, host) =>
      host.edit((edit) => reapplyFilter(edit, found)),
    ),

    ...listening('DataChanged', 7, EventType.tableChanged, idOf),
    ...listening('SelectionChanged', 7, EventType.tableSelectionChanged, idOf),
  },
  {
    identity: ({ sheet, table }, host) => {
      requireTable(sheet, table, host);
      return { Id: table.id };
    },
  },
);

tableSortClass.implement({
  fields: property(2, ({ table }) =>
    (table.sort?.fields ?? []).map((field) => ({
      ...field,
      sortOn: 'Value',
      dataOption: 'Normal',
    })),
  ),
  matchCase: property(2, ({ table }) => table.sort?.matchCase ?? false),
  method: property(2, () => 'PinYin'),
  apply: method(2, ({ sheet, table }, args, host) => {
    const state = sortStateOf(args.list(0), args.flag(1));
    host.calculate();
    host.edit((edit) => sortTable(edit, sheet, table, state));
  }),
  clear: method(2, ({ sheet, table }, _args, host) => {
    host.edit((edit) => {
      edit.assign(table, { sort: undefined });
      edit.tell({ what: 'tableChanged', sheet: sheet.id, table: table.id });
    });
  }),
  reapply: method(2, ({ sheet, table }, _args, host) => {
    const { sort } = table;
    if (sort) host.edit((edit) => sortTable(edit, sheet, table, sort));
  }),
});
