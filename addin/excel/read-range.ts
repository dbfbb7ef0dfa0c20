import { codeOf } from './errors.ts';
import { pause } from './host.ts';

/** What a cell holds: errors are texts such as "#REF!", empty cells are "". */
export type CellValue = string | number | boolean;

/** A rectangle of cells, read together; each an array of rows. */
export interface Cells {
  readonly values: readonly (readonly CellValue[])[];
  /** As shown, "####" where the column is too narrow. */
  readonly text: readonly (readonly string[])[];
  readonly formats: readonly (readonly string[])[];
  /** The formula where there is one, else the value. */
  readonly formulas: readonly (readonly CellValue[])[];
}

/** Where a rectangle lies; rows and columns count from zero. */
export interface Area {
  readonly sheet: string;
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Nobody waits for it: in small pieces, between which Excel does what it likes. */
  readonly isGentle?: boolean | undefined;
  /** Told after each batch. */
  readonly onProgress?: ((rowsRead: number, rowsInAll: number) => void) | undefined;
}

/**
 * Excel on the web hands over at most 5 MB at once: at about 40 bytes a cell with its text, format
 * and formula, 20 with its value and formula, or 15 with its value. Where cells are longer, Excel refuses and the batch
 * is halved.
 */
const CELLS_PER_BATCH = 120_000;
const CONTENTS_PER_BATCH = 240_000;
const VALUES_PER_BATCH = 320_000;
/** Some hundredths of a second for Excel, and as long again for whoever works in it. */
const GENTLE_CELLS = 30_000;
export const GENTLE_PAUSE_MS = 30;

/**
 * Reads rectangles with one `sync` per 5 MB, however many rows and rectangles that is.
 *
 * @throws Excel's error where a single row is more than Excel hands over.
 */
export async function readAreas(
  context: Excel.RequestContext,
  areas: readonly Area[],
  options: ReadOptions = {},
): Promise<Cells[]> {
  const cells = areas.map(() => ({
    values: [] as CellValue[][],
    text: [] as string[][],
    formats: [] as string[][],
    formulas: [] as CellValue[][],
  }));
  const reading: Reading = {
    what: 'values, text, numberFormat, formulas',
    most: CELLS_PER_BATCH,
    take: (target, range) => {
      const to = cells[target];
      if (!to) return;
      append(to.values, range.values as CellValue[][]);
      append(to.text, range.text);
      append(to.formats, range.numberFormat as string[][]);
      append(to.formulas, range.formulas as CellValue[][]);
    },
  };
  await readAll(context, areas, reading, options);
  return cells;
}

/** As {@link readAreas}, values and formulas only. */
export async function readContents(
  context: Excel.RequestContext,
  areas: readonly Area[],
  options: ReadOptions = {},
): Promise<Pick<Cells, 'values' | 'formulas'>[]> {
  const cells = areas.map(() => ({
    values: [] as CellValue[][],
    formulas: [] as CellValue[][],
  }));
  const reading: Reading = {
    what: 'values, formulas',
    most: CONTENTS_PER_BATCH,
    take: (target, range) => {
      const to = cells[target];
      if (!to) return;
      append(to.values, range.values as CellValue[][]);
      append(to.formulas, range.formulas as CellValue[][]);
    },
  };
  await readAll(context, areas, reading, options);
  return cells;
}

/** As {@link readAreas}, values only. */
export async function readValues(
  context: Excel.RequestContext,
  areas: readonly Area[],
  options: ReadOptions = {},
): Promise<CellValue[][][]> {
  const cells = areas.map((): CellValue[][] => []);
  const reading: Reading = {
    what: 'values',
    most: VALUES_PER_BATCH,
    take: (target, range) => append(cells[target] ?? [], range.values as CellValue[][]),
  };
  await readAll(context, areas, reading, options);
  return cells;
}

interface Reading {
  readonly what: string;
  /** Cells in one batch. */
  readonly most: number;
  readonly take: (target: number, range: Excel.Range) => void;
}

async function readAll(
  context: Excel.RequestContext,
  areas: readonly Area[],
  reading: Reading,
  { signal, onProgress, isGentle = false }: ReadOptions,
): Promise<void> {
  const most = isGentle ? Math.min(reading.most, GENTLE_CELLS) : reading.most;
  const pieces = areas.flatMap((area, target) =>
    cut(area, Math.max(1, Math.floor(most / Math.max(1, area.columns)))).map((piece) => ({
      ...piece,
      target,
    })),
  );
  const rowsInAll = areas.reduce((sum, area) => sum + area.rows, 0);
  let rowsRead = 0;
  const taken = (batch: readonly Piece[], ranges: readonly Excel.Range[]) => {
    for (const [i, range] of ranges.entries()) {
      reading.take(batch[i]?.target ?? -1, range);
      rowsRead += batch[i]?.rows ?? 0;
    }
    onProgress?.(rowsRead, rowsInAll);
  };
  const batches = packed(pieces, most);
  await readPieces(context, batches, { ...reading, taken, isGentle }, signal);
}

interface Piece extends Area {
  readonly target: number;
}

interface PieceReading {
  readonly what: string;
  readonly isGentle: boolean;
  readonly taken: (batch: readonly Piece[], ranges: readonly Excel.Range[]) => void;
}

async function readPieces(
  context: Excel.RequestContext,
  batches: readonly (readonly Piece[])[],
  reading: PieceReading,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const batch of batches) {
    signal?.throwIfAborted();
    // oxlint-disable-next-line no-await-in-loop -- a pause between the pieces is what was asked for
    if (reading.isGentle) await pause(GENTLE_PAUSE_MS);
    // oxlint-disable-next-line no-await-in-loop -- a batch is as much as Excel hands over at once
    const ranges = await readBatch(context, batch, reading.what);
    if (ranges) reading.taken(batch, ranges);
    // oxlint-disable-next-line no-await-in-loop -- the halves of a batch that was too large
    else await readPieces(context, halved(batch), reading, signal);
  }
}

/** Null where it was more than Excel hands over and can be cut. */
async function readBatch(
  context: Excel.RequestContext,
  batch: readonly Piece[],
  what: string,
): Promise<Excel.Range[] | null> {
  const ranges = batch.map((piece) => rangeOf(context, piece).load(what));
  try {
    await context.sync();
    return ranges;
  } catch (error) {
    const canBeCut = batch.length > 1 || (batch[0]?.rows ?? 0) > 1;
    if (codeOf(error) === 'ResponsePayloadSizeLimitExceeded' && canBeCut) return null;
    throw error;
  }
}

export function rangeOf(context: Excel.RequestContext, area: Area): Excel.Range {
  return context.workbook.worksheets
    .getItem(area.sheet)
    .getRangeByIndexes(area.top, area.left, area.rows, area.columns);
}

function cut<A extends Area>(area: A, rowsPerPiece: number): A[] {
  const pieces: A[] = [];
  for (let row = 0; row < area.rows; row += rowsPerPiece) {
    pieces.push({ ...area, top: area.top + row, rows: Math.min(rowsPerPiece, area.rows - row) });
  }
  return pieces;
}

/** As many pieces together as fit, in their order. */
function packed(pieces: readonly Piece[], most: number): Piece[][] {
  const batches: Piece[][] = [];
  let room = 0;
  for (const piece of pieces) {
    const size = piece.rows * piece.columns;
    const last = batches.at(-1);
    if (last && size <= room) last.push(piece);
    else {
      batches.push([piece]);
      room = most;
    }
    room -= size;
  }
  return batches;
}

function halved(batch: readonly Piece[]): Piece[][] {
  if (batch.length > 1) {
    const middle = Math.ceil(batch.length / 2);
    return [batch.slice(0, middle), batch.slice(middle)];
  }
  return batch.flatMap((piece) => cut(piece, Math.ceil(piece.rows / 2))).map((piece) => [piece]);
}

/** `push(...rows)` would overflow the stack. */
function append<Item>(to: Item[], rows: readonly Item[]): void {
  for (const row of rows) to.push(row);
}
