// What the words of a formula stand for in a workbook: its sheets, tables, names, and the cells that a
// reference to a table means. Reads the workbook, changes nothing.
import type { Area } from '../model/area.ts';
import type { DefinedName, Sheet, Table, Workbook } from '../model/workbook.ts';
import type { Structured } from './structured.ts';

export interface Reached {
  readonly sheet: Sheet;
  readonly area: Area;
}

/** The place of a formula; a name's has no row and no column. */
export interface Home {
  readonly sheet: Sheet;
  readonly row?: number;
  readonly column?: number;
}

type Lost = '#REF!' | '#VALUE!';

export class Resolver {
  readonly #workbook: Workbook;
  readonly #sheets: ReadonlyMap<string, Sheet>;
  readonly #names: ReadonlyMap<string, DefinedName>;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
    this.#sheets = new Map(workbook.sheets.map((sheet) => [sheet.name.toLowerCase(), sheet]));
    this.#names = new Map(workbook.names.map((name) => [nameKey(name.sheet, name.name), name]));
  }

  /** One sheet, or all from the first to the last of "Jan:Dec". */
  sheets(names: readonly string[]): Sheet[] {
    const found = names.map((name) => this.#sheets.get(name.toLowerCase()));
    const [first, last = first] = found;
    if (!first || !last) return [];
    if (first === last) return [first];
    const { sheets } = this.#workbook;
    const ends = [sheets.indexOf(first), sheets.indexOf(last)];
    return sheets.slice(Math.min(...ends), Math.max(...ends) + 1);
  }

  table(name: string): { sheet: Sheet; table: Table } | undefined {
    const wanted = name.toLowerCase();
    for (const sheet of this.#workbook.sheets) {
      const table = sheet.tables.find((candidate) => candidate.name.toLowerCase() === wanted);
      if (table) return { sheet, table };
    }
    return undefined;
  }

  /** The table in which a formula stands. */
  tableAt({ sheet, row, column }: Home): Table | undefined {
    if (row === undefined || column === undefined) return undefined;
    return sheet.tables.find(
      ({ area }) =>
        row >= area.top && row <= area.bottom && column >= area.left && column <= area.right,
    );
  }

  name(name: string, home: Sheet): DefinedName | undefined {
    return this.#names.get(nameKey(home.id, name)) ?? this.#names.get(nameKey(undefined, name));
  }

  /** The cells that a reference to a table means, or the error that it is. */
  structured(reference: Structured, home: Home): Reached | Lost {
    const own = reference.table === '' ? this.tableAt(home) : undefined;
    const found = own ? { sheet: home.sheet, table: own } : this.table(reference.table);
    if (!found) return '#REF!';
    const { table, sheet } = found;
    const columns = columnsOf(table, reference.columns);
    const rows = rowsOf(table, reference.items, home);
    if (rows === '#VALUE!') return rows;
    if (!columns || rows === '#REF!') return '#REF!';
    return { sheet, area: { ...rows, ...columns } };
  }
}

const nameKey = (sheet: string | undefined, name: string): string =>
  `${sheet ?? ''} ${name.toLowerCase()}`;

function columnsOf({ area, columns }: Table, wanted: readonly string[]) {
  const { left, right } = area;
  if (wanted.length === 0) return { left, right };
  const offsets = wanted.map((name) =>
    columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase()),
  );
  if (offsets.includes(-1)) return undefined;
  return { left: left + Math.min(...offsets), right: left + Math.max(...offsets) };
}

type Rows = Pick<Area, 'top' | 'bottom'>;

function rowsOf(table: Table, items: readonly string[], home: Home): Rows | Lost {
  const { top, bottom } = table.area;
  const body = {
    top: top + (table.showHeaders ? 1 : 0),
    bottom: bottom - (table.showTotals ? 1 : 0),
  };
  let rows: Rows | undefined;
  for (const item of items.length === 0 ? ['#data'] : items) {
    const part = partOf(item.toLowerCase(), { table, body, home });
    if (typeof part === 'string') return part;
    rows = rows
      ? { top: Math.min(rows.top, part.top), bottom: Math.max(rows.bottom, part.bottom) }
      : part;
  }
  return rows ?? body;
}

function partOf(
  item: string,
  { table, body, home }: { table: Table; body: Rows; home: Home },
): Rows | Lost {
  const { top, bottom } = table.area;
  if (item === '#all') return { top, bottom };
  if (item === '#data') return body;
  if (item === '#headers') return table.showHeaders ? { top, bottom: top } : '#REF!';
  if (item === '#totals') return table.showTotals ? { top: bottom, bottom } : '#REF!';
  const row = home.row ?? -1;
  return row >= body.top && row <= body.bottom ? { top: row, bottom: row } : '#VALUE!';
}
