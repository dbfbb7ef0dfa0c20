/**
 * The add-in's page for the bench of bills: the flow that makes them, and a bare copy of the same sheet
 * as often, both under office.js in the browser. The bench finds them by name.
 */
import { drawSheet } from '../addin/excel/bills/draw-sheet.ts';
import { keptInMemory } from '../addin/excel/session-store.ts';
import { meters, periodBills, statement } from '../addin/flows/bills/documents.fixture.ts';
import { makeBills } from '../addin/flows/bills/make-bills.ts';
import { planBills } from '../addin/flows/bills/plan-bills.ts';
import { sampleTemplate } from '../addin/flows/bills/sample-template.ts';
import type { Workspace } from '../addin/flows/workspace.ts';
import { openWorkspace } from '../addin/flows/workspace.ts';

export interface BillsPage {
  /** A bare copy of the template so many times. @returns ms */
  readonly copySheets: (count: number) => Promise<number>;
  readonly makeBills: (count: number, lines: number) => Promise<MadeInPage>;
}

export interface MadeInPage {
  readonly ms: number;
  readonly made: number;
  /** How often there was a word of progress. */
  readonly tellings: number;
  /** From the order to stop, half-way through, to when it had stopped. */
  readonly stopMs: number;
}

/** As many as the flow makes before there is a word of progress. */
const SHEETS_PER_SYNC = 10;

async function start(): Promise<void> {
  await Office.onReady();
  const host = { Excel: globalThis.Excel, Office: globalThis.Office };
  const ws = openWorkspace({ host, store: keptInMemory() });
  const template = await drawSheet(host, sampleTemplate('[$$]#,##0.00'));
  const page: BillsPage = {
    copySheets: async (count) => {
      const started = performance.now();
      await copySheets(template.id, count);
      const ms = performance.now() - started;
      await takeOutOthers(template.id);
      return ms;
    },
    makeBills: async (count, lines) => {
      const whole = await made(ws, template, count, lines, Infinity);
      const half = await made(ws, template, count, lines, count / 2);
      return { ms: whole.ms, made: whole.made, tellings: whole.tellings, stopMs: half.stopMs };
    },
  };
  Reflect.set(globalThis, 'billsPage', page);
}

function copySheets(id: string, count: number): Promise<void> {
  return Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(id);
    for (let at = 0; at < count; at += SHEETS_PER_SYNC) {
      for (let i = at; i < Math.min(count, at + SHEETS_PER_SYNC); i += 1) sheet.copy('End');
      // oxlint-disable-next-line no-await-in-loop -- as the flow does
      await context.sync();
    }
  });
}

/** Plans and makes bills, and takes them out again. @param stopAfter so many bills */
async function made(
  ws: Workspace,
  template: { readonly id: string; readonly name: string },
  count: number,
  lines: number,
  stopAfter: number,
): Promise<MadeInPage> {
  const bills = periodBills(...documents(count, lines));
  const stop = new AbortController();
  let [tellings, stoppedAt] = [0, 0];
  const onProgress = () => {
    tellings += 1;
    if (tellings * SHEETS_PER_SYNC !== stopAfter) return;
    stoppedAt = performance.now();
    stop.abort();
  };
  const started = performance.now();
  const plan = await planBills(ws, bills, { template: template.name, who: 'all' });
  const done = await makeBills(ws, plan, { undo: true }, { onProgress, signal: stop.signal });
  const ended = performance.now();
  await takeOutOthers(template.id);
  const { length } = done.bills;
  return { ms: ended - started, made: length, tellings, stopMs: ended - stoppedAt };
}

function documents(count: number, lines: number) {
  const usages = Array.from({ length: lines }, (_, i) => [`Meter ${i + 1}`, `${20 + i}`] as const);
  return Array.from({ length: count }, (_, i) =>
    statement({ unit: `Apt ${i + 1}`, tenant: `Tenant ${i + 1}`, meters: meters(...usages) }),
  );
}

function takeOutOthers(id: string): Promise<void> {
  return Excel.run(async (context) => {
    const sheets = context.workbook.worksheets.load('items/id');
    await context.sync();
    for (const sheet of sheets.items) if (sheet.id !== id) sheet.delete();
    await context.sync();
  });
}

void start();
