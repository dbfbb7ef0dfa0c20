import type { FieldType } from '../../contract/kinds.ts';
import { fieldsOf } from '../../contract/kinds.ts';
import { editLedger } from '../excel/edit-ledger.ts';
import type { CellChange, CellOutcome } from '../excel/plan-cells.ts';
import type { RowOut, RowOutcome } from '../excel/plan-row-edits.ts';
import type { CellValue } from '../excel/read-range.ts';
import { entryOf } from '../excel/result-table.ts';
import { readCulture } from '../excel/culture.ts';
import { isDateFormat, serialOfIso } from './dates.ts';
import { stopLooking } from './look-afterwards.ts';
import type { Mapping } from './mapping.ts';
import type { CellOffer, Offer, RowInOffer, RowOutOffer } from './offers.ts';
import type { Origin } from './origin.ts';
import { columnOf } from './origin.ts';
import type { Preview } from './preview.ts';
import { DATE_FORMAT } from './results/formats.ts';
import type { Saying } from './words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileWriting } from './workspace.ts';

export interface Taken {
  readonly written: number;
  /** What was left as it is, and why. */
  readonly left: readonly { readonly offer: Offer; readonly saying: Saying }[];
}

/**
 * Writes what was accepted into the user's cells, and takes rows out and puts them in; the next
 * preview finds both sides agreed. Cells and rows that changed since the preview are left alone, and so are
 * rows that Excel cannot move without harm to what stands around their table.
 *
 * @throws HostProblem, and before anything is written where a sheet is protected whose rows come or go
 */
export async function takeNewer(
  { host }: Workspace,
  { applied, mapping }: Preview,
  accepted: readonly Offer[],
  options: FlowOptions = {},
): Promise<Taken> {
  await stopLooking({ host });
  const during = whileWriting(options);
  const { date1904 } = await readCulture(host, during);
  const left = accepted.flatMap((offer) =>
    offer.hindrance === null ? [] : [{ offer, saying: offer.hindrance }],
  );
  const able = accepted.flatMap((offer) => {
    const { kind, source, hindrance } = offer;
    const origin = applied.origins.find((one) => one.kind === kind && one.source === source);
    return origin && hindrance === null ? [{ offer, origin }] : [];
  });
  const cells = able.flatMap(({ offer, origin }) =>
    offer.what === 'cell' ? [{ offer, change: changeOf(offer, origin, date1904) }] : [],
  );
  const rows = rowEdits(able, mapping, date1904);
  const outcome = await editLedger(
    host,
    {
      cells: cells.map(({ change }) => change),
      rows: rows.map(({ table, takeOut, putIn }) => ({
        table,
        takeOut: takeOut.map(({ out }) => out),
        putIn: putIn.map(({ line }) => line),
      })),
    },
    during,
  );
  const done = [
    ...cells.map(({ offer }, i) => ({
      offer,
      saying: CELL_SAYINGS[outcome.cells[i] ?? 'written'],
    })),
    ...rows.flatMap(({ takeOut, putIn }, i) => [
      ...takeOut.map(({ offer }, row) => ({
        offer,
        saying: ROW_SAYINGS[outcome.rows[i]?.takeOut[row] ?? 'written'],
      })),
      ...putIn.map(({ offer }) => ({
        offer,
        saying: ROW_SAYINGS[outcome.rows[i]?.putIn ?? 'written'],
      })),
    ]),
  ];
  const stayed = done.flatMap(({ offer, saying }) => (saying === null ? [] : [{ offer, saying }]));
  return { written: done.length - stayed.length, left: [...left, ...stayed] };
}

const CELL_SAYINGS: Readonly<Record<CellOutcome, Saying | null>> = {
  written: null,
  formula: { code: 'holds-formula' },
  moved: { code: 'cell-moved' },
};

const ROW_SAYINGS: Readonly<Record<RowOutcome, Saying | null>> = {
  written: null,
  moved: { code: 'row-moved' },
  'in-the-way': { code: 'row-in-the-way' },
};

function changeOf(
  { kind, row, field, server }: CellOffer,
  { table, columns }: Origin,
  date1904: boolean,
): CellChange {
  const column = columns.get(field) ?? 0;
  const at = table.rows.indexOf(row);
  const type = fieldsOf(kind)[field]?.type ?? 'text';
  const expected = table.cells.values[at]?.[column] ?? '';
  const entry = entryFor(type, server, typeof expected === 'number', date1904);
  const isPlainNumber = !isDateFormat(table.cells.formats[at]?.[column] ?? 'General');
  const needsFormat = type === 'date' && typeof entry === 'number' && isPlainNumber;
  return {
    sheet: table.sheet,
    row,
    column: table.left + column,
    expected,
    entry,
    ...(needsFormat ? { format: DATE_FORMAT } : {}),
  };
}

const NUMBERS: readonly FieldType[] = ['money', 'kwh', 'multiplier', 'digits'];

/** Numbers and dates as Excel holds them; everything else as a text that stays one. */
function entryFor(
  type: FieldType,
  value: string | null,
  wasNumber: boolean,
  date1904: boolean,
): CellValue {
  if (value === null) return '';
  if (NUMBERS.includes(type)) return Number(value);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  if (isDay && (type === 'date' || (type === 'period' && wasNumber))) {
    return serialOfIso(value, date1904);
  }
  return entryOf(value);
}

/** What becomes of one table's rows, and whose offer that is. */
interface RowsOfTable {
  readonly table: string;
  readonly takeOut: { readonly offer: RowOutOffer; readonly out: RowOut }[];
  readonly putIn: { readonly offer: RowInOffer; readonly line: (CellValue | null)[] }[];
}

function rowEdits(
  able: readonly { readonly offer: Offer; readonly origin: Origin }[],
  mapping: Mapping,
  date1904: boolean,
): RowsOfTable[] {
  const edits = new Map<string, RowsOfTable>();
  for (const { offer, origin } of able) {
    const { table } = origin.table;
    if (offer.what === 'cell' || table === null) continue;
    const edit = edits.get(table) ?? { table, takeOut: [], putIn: [] };
    edits.set(table, edit);
    if (offer.what === 'row-out') edit.takeOut.push({ offer, out: outOf(offer, origin) });
    else edit.putIn.push({ offer, line: lineOf(offer, origin, mapping, date1904) });
  }
  return [...edits.values()];
}

/** Known by the cells that feed it. */
function outOf({ row }: RowOutOffer, { table, columns }: Origin): RowOut {
  const cells = table.cells.values[table.rows.indexOf(row)] ?? [];
  const expected = [...columns.values()].map((at): [number, CellValue] => [at, cells[at] ?? '']);
  return { row, expected: new Map(expected) };
}

/** The row as the table holds it; what the mapping filters by says what it asks for. */
function lineOf(
  { kind, source, fields }: RowInOffer,
  { table, columns }: Origin,
  { tables }: Mapping,
  date1904: boolean,
): (CellValue | null)[] {
  const line: (CellValue | null)[] = table.headers.map(() => null);
  const mapped = tables.find((one) => one.kind === kind && one.source === source);
  for (const filter of mapped?.where ?? []) {
    const column = columnOf(table, filter);
    const wanted = 'equals' in filter ? filter.equals : 'in' in filter ? filter.in[0] : undefined;
    if (column !== null && wanted !== undefined) line[column] = entryOf(wanted);
  }
  for (const [field, value] of Object.entries(fields)) {
    const column = columns.get(field);
    if (column === undefined) continue;
    const wasNumber = typeof table.cells.values[0]?.[column] === 'number';
    line[column] = entryFor(fieldsOf(kind)[field]?.type ?? 'text', value, wasNumber, date1904);
  }
  return line;
}
