import { HostProblem } from '../errors.ts';
import type { Host, RunOptions } from '../host.ts';
import { run, workQuietly } from '../host.ts';
import type { CellValue } from '../read-range.ts';
import { packed } from '../write-batches.ts';
import { ONE_PAGE_WIDE } from './draw-sheet.ts';
import { bytesOf, fillSheet } from './fill-sheet.ts';
import type { SheetPlan } from './sheet-plan.ts';
import type { TemplateSheet } from './template-sheet.ts';
import { contentsOf } from './template-sheet.ts';

/** A bill to be made: a copy of the template, or the sheet of an earlier one. */
export interface SheetOrder {
  /** Excel's id of the sheet that is made again; null: a new one. */
  readonly again: string | null;
  /** What that sheet holds: it is not touched where it holds anything else by now. */
  readonly expected: Contents;
  /** Excel's id of the sheet in whose place a new one comes. */
  readonly replaces: string | null;
  /** Its own, if it has that already. */
  readonly name: string;
  /** "#RRGGBB", or "" for none. */
  readonly tabColor: string;
  readonly plan: SheetPlan;
  /** Whether the finished sheet holds what was written. */
  readonly isRight: (contents: Contents) => boolean;
  /** What the workbook is to remember of it: a setting's key and text. */
  readonly remember: (made: MadeSheet) => Remembered;
}

export type Contents = readonly (readonly CellValue[])[];
export type Remembered = readonly [key: string, text: string];

export interface MadeSheet {
  readonly id: string;
  readonly name: string;
  readonly contents: Contents;
}

export interface MadeSheets {
  /** In the order of the orders, as far as it went. */
  readonly made: readonly MadeSheet[];
  /** Why it went no further; null: it is done. */
  readonly stoppedBy: unknown;
  /** Sheets of earlier bills that were being written then: they may be half old and half new. */
  readonly unfinished: readonly string[];
}

export interface MakeOptions extends RunOptions {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Keys of settings that mean nothing any more. */
  readonly forget?: readonly string[] | undefined;
}

/** As many as are made before there is a word of progress, and a chance to stop. */
const SHEETS_PER_BATCH = 10;

/**
 * Makes bills, some with each `sync`. Where it fails or is stopped, whole bills stand and no others: new
 * ones of the batch that failed are taken out again. `Worksheet.copy` empties Excel's undo stack.
 */
export async function makeSheets(
  host: Host,
  template: TemplateSheet,
  orders: readonly SheetOrder[],
  options: MakeOptions = {},
): Promise<MadeSheets> {
  const made: MadeSheet[] = [];
  let toRemember: Remembered[] = [];
  const { forget = [] } = options;
  const sized = orders.map((order) => ({ order, bytes: bytesOf(order.plan) }));
  const end = (stoppedBy: unknown, unfinished: readonly string[] = []) =>
    remember(host, toRemember, forget).then(() => ({ made, stoppedBy, unfinished }));
  for (const part of packed(sized, SHEETS_PER_BATCH)) {
    const batch = part.map(({ order }) => order);
    try {
      const work = { template, batch, toRemember };
      // oxlint-disable-next-line no-await-in-loop -- a batch is as much as is made at once
      const sheets = await run(host, (context) => makeBatch(context, work), options);
      toRemember = sheets.flatMap((sheet, i) => (batch[i] ? [batch[i].remember(sheet)] : []));
      made.push(...sheets);
      options.onProgress?.(made.length, orders.length);
    } catch (error) {
      // oxlint-disable-next-line no-await-in-loop -- the last thing that is done
      return end(error, await takeOut(host, batch));
    }
  }
  return end(null);
}

interface Work {
  readonly template: TemplateSheet;
  readonly batch: readonly SheetOrder[];
  readonly toRemember: readonly Remembered[];
}

async function makeBatch(
  context: Excel.RequestContext,
  { template, batch, toRemember }: Work,
): Promise<MadeSheet[]> {
  const { worksheets, settings } = context.workbook;
  await requireExpected(context, batch);
  workQuietly(context);
  for (const [key, text] of toRemember) settings.add(key, text);
  const source = worksheets.getItem(template.id);
  const before = wholeOf(source, template.cells).load('formulas, values');
  const sheets = batch.map((order) => {
    const sheet = order.again === null ? source.copy('End') : worksheets.getItem(order.again);
    if (order.again === null) sheet.names.add(MARK, '=TRUE');
    if (order.again === null && template.isHidden) sheet.visibility = 'Visible';
    if (order.again === null && !template.hasOwnScale) sheet.pageLayout.zoom = ONE_PAGE_WIDE;
    fillSheet(sheet, source, order.plan);
    sheet.tabColor = order.tabColor;
    return sheet;
  });
  // Last of all what cannot be taken back, and the names, which those that go have until then. The
  // marks go once nothing can be refused any more.
  for (const { replaces } of batch) if (replaces !== null) worksheets.getItem(replaces).delete();
  for (const [i, sheet] of sheets.entries()) sheet.name = batch[i]?.name ?? '';
  for (const [i, sheet] of sheets.entries()) {
    if (batch[i]?.again === null) sheet.names.getItem(MARK).delete();
    sheet.load('id, name');
  }
  // Once only all is calculated for it, names of sheets included.
  const contents = sheets.map((sheet, i) =>
    wholeOf(sheet, batch[i]?.plan.cells ?? []).load('formulas, values'),
  );
  await context.sync();
  const made = sheets.map(({ id, name }, i) => ({ id, name, contents: readOf(contents[i]) }));
  const isSame = sameContents(readOf(before), template.cells);
  const wrong = made.filter(({ contents }, i) => !isSame || !batch[i]?.isRight(contents));
  if (wrong.length === 0) return made;
  // Somebody typed into the template, or into a bill, in the very moment.
  const ours = made.filter((_, i) => batch[i]?.again === null);
  for (const { id } of ours) worksheets.getItem(id).delete();
  await context.sync();
  throw new HostProblem('changed-meanwhile');
}

/** Somebody may have typed into a bill, or moved its rows, since it was looked at. */
async function requireExpected(
  context: Excel.RequestContext,
  batch: readonly SheetOrder[],
): Promise<void> {
  const standing = batch.flatMap(({ again, expected }) =>
    again === null ? [] : [{ again, expected }],
  );
  if (standing.length === 0) return;
  const now = standing.map(({ again, expected }) => {
    const sheet = context.workbook.worksheets.getItem(again);
    return wholeOf(sheet, expected).load('formulas, values');
  });
  await context.sync();
  if (standing.some(({ expected }, i) => !sameContents(readOf(now[i]), expected))) {
    throw new HostProblem('changed-meanwhile');
  }
}

type Range = Pick<Excel.Range, 'formulas' | 'values'>;

function wholeOf(sheet: Excel.Worksheet, cells: readonly (readonly unknown[])[]): Excel.Range {
  return sheet.getRangeByIndexes(0, 0, Math.max(1, cells.length), cells[0]?.length ?? 1);
}

function readOf(range: Range | undefined): CellValue[][] {
  if (!range) return [];
  return contentsOf(range.formulas as CellValue[][], range.values as CellValue[][]);
}

export function sameContents(one: Contents, other: Contents): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A name that a copy has until its batch is done, so that it is found where the batch fails. */
const MARK = 'PowerTrackr_unfinished';

/**
 * Gives the ids of earlier bills that were being written, and takes new copies out. Where even that is
 * refused, they are found by their mark before bills are made the next time.
 */
async function takeOut(host: Host, batch: readonly SheetOrder[]): Promise<readonly string[]> {
  await takeOutUnfinished(host).catch(() => undefined);
  return batch.flatMap(({ again }) => again ?? []);
}

/** Copies that nothing more became of. @throws HostProblem */
export function takeOutUnfinished(host: Host, options?: RunOptions): Promise<void> {
  return run(
    host,
    async (context) => {
      const sheets = context.workbook.worksheets.load('items/id');
      await context.sync();
      const marks = sheets.items.map((sheet) => sheet.names.getItemOrNullObject(MARK));
      await context.sync();
      const unfinished = sheets.items.filter((_, i) => marks[i]?.isNullObject === false);
      if (unfinished.length === 0) return;
      for (const sheet of unfinished) sheet.delete();
      await context.sync();
    },
    options,
  );
}

function remember(
  host: Host,
  texts: readonly Remembered[],
  forget: readonly string[],
): Promise<void> {
  if (texts.length + forget.length === 0) return Promise.resolve();
  return run(host, async (context) => {
    const { settings } = context.workbook;
    const found = forget.map((key) => settings.getItemOrNullObject(key));
    await context.sync();
    for (const one of found) if (!one.isNullObject) one.delete();
    for (const [key, text] of texts) settings.add(key, text);
    await context.sync();
  });
}
