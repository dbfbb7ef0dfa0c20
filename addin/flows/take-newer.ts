import type { FieldType } from '../../contract/kinds.ts';
import { fieldsOf } from '../../contract/kinds.ts';
import type { RowEdit } from '../excel/edit-rows.ts';
import { editRows } from '../excel/edit-rows.ts';
import type { CellValue } from '../excel/read-range.ts';
import { entryOf } from '../excel/result-table.ts';
import { readCulture } from '../excel/culture.ts';
import type { CellChange, CellOutcome } from '../excel/write-cells.ts';
import { writeCells } from '../excel/write-cells.ts';
import { isDateFormat, serialOfIso } from './dates.ts';
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
 * preview finds both sides agreed. Cells that changed since the preview are left alone.
 *
 * @throws HostProblem
 */
export async function takeNewer(
  { host }: Workspace,
  { applied, mapping }: Preview,
  accepted: readonly Offer[],
  options: FlowOptions = {},
): Promise<Taken> {
  const during = whileWriting(options);
  const { date1904 } = await readCulture(host, during);
  const left = accepted.flatMap((offer) =>
    offer.hindrance === null ? [] : [{ offer, saying: offer.hindrance }],
  );
  const able = accepted.filter(({ hindrance }) => hindrance === null);
  const cells = able.filter((one): one is CellOffer => one.what === 'cell');
  const originOf = ({ kind, source }: Offer) =>
    applied.origins.find((one) => one.kind === kind && one.source === source);
  const changes = cells.flatMap((offer) => {
    const origin = originOf(offer);
    return origin ? [{ offer, change: changeOf(offer, origin, date1904) }] : [];
  });
  // Cells before rows: taking rows out moves the ones below.
  const outcomes = await writeCells(
    host,
    changes.map(({ change }) => change),
    during,
  );
  const rows = able.filter((one) => one.what !== 'cell');
  await editRows(host, rowEdits(rows, originOf, mapping, date1904), during);
  const stayed = changes.flatMap(({ offer }, i) => {
    const saying = SAYINGS[outcomes[i] ?? 'written'];
    return saying === null ? [] : [{ offer, saying }];
  });
  return { written: changes.length - stayed.length + rows.length, left: [...left, ...stayed] };
}

const SAYINGS: Readonly<Record<CellOutcome, Saying | null>> = {
  written: null,
  formula: { code: 'holds-formula' },
  moved: { code: 'cell-moved' },
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

function rowEdits(
  offers: readonly (RowInOffer | RowOutOffer)[],
  originOf: (offer: Offer) => Origin | undefined,
  mapping: Mapping,
  date1904: boolean,
): RowEdit[] {
  const edits = new Map<
    string,
    { sheet: string; takeOut: number[]; putIn: RowEdit['putIn'][number][] }
  >();
  for (const offer of offers) {
    const origin = originOf(offer);
    const name = origin?.table.table;
    if (!origin || !name) continue;
    const edit = edits.get(name) ?? { sheet: origin.table.sheet, takeOut: [], putIn: [] };
    edits.set(name, edit);
    if (offer.what === 'row-out') edit.takeOut.push(offer.row);
    else edit.putIn.push(lineOf(offer, origin, mapping, date1904));
  }
  return [...edits].map(([table, edit]) => ({ table, ...edit }));
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
