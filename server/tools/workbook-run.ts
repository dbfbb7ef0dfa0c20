/**
 * What `npm run workbook` does: takes a workbook through the add-in's own flows, in the emulated Excel under the
 * real office.js, without a screen. The one place where the add-in, the host and the server meet.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { keptInMemory } from '../../addin/excel/session-store.ts';
import { readState, writeState } from '../../addin/excel/workbook-state.ts';
import { connect, readConnection, settleCopy } from '../../addin/flows/connect.ts';
import type { Results } from '../../addin/flows/load-results.ts';
import { loadResults } from '../../addin/flows/load-results.ts';
import type { Mapping } from '../../addin/flows/mapping.ts';
import type { Preview } from '../../addin/flows/preview.ts';
import { preview } from '../../addin/flows/preview.ts';
import { createProperty, listProperties } from '../../addin/flows/properties.ts';
import { push } from '../../addin/flows/push.ts';
import type { Ledger } from '../../addin/flows/read-ledger.ts';
import { confirmMapping, readLedger } from '../../addin/flows/read-ledger.ts';
import type { Refreshed } from '../../addin/flows/refresh.ts';
import { refresh } from '../../addin/flows/refresh.ts';
import { openBillsApart } from '../../addin/flows/bills/make-bills-apart.ts';
import { signUp, verifyEmail } from '../../addin/flows/sign-up.ts';
import { useToken } from '../../addin/flows/sign-in.ts';
import { FlowProblem } from '../../addin/flows/words.ts';
import type { Workspace } from '../../addin/flows/workspace.ts';
import { openWorkspace } from '../../addin/flows/workspace.ts';
import type { PushResult } from '../../contract/push.ts';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import type { OpenedExcel } from '../../excel-host/node/open-excel.ts';
import { openXlsx } from '../../excel-host/xlsx/open.ts';
import { saveXlsx } from '../../excel-host/xlsx/save.ts';
import { OperatorError } from '../operator-error.ts';
import { addinId } from './addin-id.ts';
import type { Say } from './tool.ts';
import type { DoneBills } from './workbook-bills.ts';
import { billsDocument, billsFor, describeBills } from './workbook-bills.ts';
import { inPlainWords } from './workbook-refusals.ts';
import { addCharts } from './workbook-charts.ts';
import { currencyOf } from './workbook-currency.ts';
import { describePush } from './workbook-push-report.ts';
import { describeLedger, describeResults } from './workbook-report.ts';
import type { Task } from './workbook-task.ts';
import { readTask } from './workbook-task.ts';

export interface Output {
  /** Tells the person what goes on. */
  readonly say: Say;
  /** What it came to. */
  readonly print: (text: string) => Promise<void>;
}

interface Outcome {
  readonly ledger: Ledger;
  readonly mapping: Mapping;
  readonly preview: Preview;
  /** Of the push where there was one, else of the preview. */
  readonly result: PushResult;
  readonly refreshed: Refreshed | null;
  readonly results: Results;
  readonly bills: DoneBills | null;
}

interface Job extends Task, Output {}

/** @throws OperatorError where it cannot be done, in words */
export async function workbook(args: readonly string[], output: Output): Promise<void> {
  const job = { ...(await readTask(args)), ...output };
  try {
    await run(job);
  } catch (error) {
    throw inPlainWords(error, job.file, job.server?.url);
  }
}

async function run(job: Job): Promise<void> {
  const bytes = await readFile(job.file);
  const workbook = openXlsx(bytes, { name: basename(job.file), addIn: await addinId() });
  const excel = await openExcel({ workbook, installGlobals: false });
  try {
    const outcome = job.server
      ? await onServer(job, excel, job.server)
      : await onPrivateServer(job, excel);
    if (job.out !== undefined) await save(job, excel.workbook, job.out);
    if (job.billsOut !== undefined) await saveBills(job, excel, outcome, job.billsOut);
    await job.print(described(job, outcome));
  } finally {
    excel.close();
  }
}

async function onServer(
  job: Job,
  host: OpenedExcel,
  { url, token }: { readonly url: string; readonly token: string },
): Promise<Outcome> {
  const ws = openWorkspace({ host, store: keptInMemory(), place: 'command', baseUrl: url });
  useToken(ws, token);
  const ledger = await readLedger(ws);
  const { propertyId, wasAt } = await readConnection(ws);
  if (wasAt !== null) await settleCopy(ws, 'same');
  if (propertyId === null) {
    if (!job.push) {
      throw new OperatorError(
        `This workbook is not connected to a property on ${url} yet. Add --push to connect it, or leave out --server to try it privately.`,
      );
    }
    await connect(ws, await propertyFor(ws, job, ledger));
  }
  return work(ws, job, ledger);
}

/** What the file remembers of a real server stays in it: the private one is gone afterwards. */
async function onPrivateServer(job: Job, host: OpenedExcel): Promise<Outcome> {
  const before = await readState(host);
  job.say('Starting a private server on a temporary folder …');
  // Half of the start-up, and of no use beside a running server.
  const { startPrivateServer } = await import('./workbook-server.ts');
  const server = await startPrivateServer();
  try {
    const ws = openWorkspace({
      host,
      store: keptInMemory(),
      place: 'command',
      baseUrl: server.url,
    });
    const landlord = { email: 'landlord@example.com', password: crypto.randomUUID() };
    await signUp(ws, { ...landlord, name: 'Landlord' });
    await verifyEmail(ws, { ...landlord, code: await server.mailedCode() });
    const ledger = await readLedger(ws);
    await connect(ws, await propertyFor(ws, job, ledger));
    const outcome = await work(ws, job, ledger);
    const after = await readState(host);
    const written = { ...after.written, etags: {} };
    const { mapping, placed } = after;
    await writeState(host, after, { ...before, written, mapping, placed });
    return outcome;
  } finally {
    await server.stop();
  }
}

/** The property of the file's name, made where there is none: sending it again finds it again. */
async function propertyFor(ws: Workspace, job: Job, ledger: Ledger): Promise<string> {
  const name = basename(job.file).replace(/\.xlsx$/i, '');
  const found = (await listProperties(ws)).find(
    (one) => one.name === name && one.role !== 'viewer' && one.archivedAt === null,
  );
  if (found) return found.id;
  const currency = job.currency ?? currencyOf(ledger.content, job.mapping ?? ledger.mapping);
  const { id } = await createProperty(ws, { name, currency });
  job.say(`Connected to a new property "${name}" in ${currency}.`);
  return id;
}

async function work(ws: Workspace, job: Job, ledger: Ledger): Promise<Outcome> {
  const mapping = job.mapping ?? ledger.mapping;
  if (mapping === null) throw new FlowProblem({ code: 'no-tables' });
  job.say('Reading the workbook, and asking what pushing it would do …');
  const shown = await preview(ws, { mapping, createUnits: true });
  const result = job.push ? await pushed(ws, job, mapping, shown) : shown.result;
  job.say('Asking for charges and reconciliation …');
  const refreshed = job.refresh ? await refresh(ws) : null;
  if (job.charts) await addCharts(ws, job.say);
  const results = await loadResults(ws);
  const bills = job.bills === null ? null : await billsFor(ws, job.bills, job.say);
  return { ledger, mapping, preview: shown, result, refreshed, results, bills };
}

async function pushed(
  ws: Workspace,
  { say }: Job,
  mapping: Mapping,
  shown: Preview,
): Promise<PushResult> {
  await confirmMapping(ws, mapping);
  say('Pushing …');
  const done = await push(ws, shown);
  if (done.status === 'sent') return done.result;
  throw new OperatorError(
    'Somebody else changed the ledger in this moment, so nothing was sent. Run the command again.',
  );
}

/** Whole or not at all: a stop in the midst of it leaves the file that was there. */
async function save(
  { say }: Output,
  workbook: OpenedExcel['workbook'],
  out: string,
): Promise<void> {
  const draft = `${out}.${process.pid}.tmp`;
  try {
    await writeFile(draft, saveXlsx(workbook, { addIn: await addinId() }));
    await rename(draft, out);
  } catch (error) {
    await rm(draft, { force: true });
    throw inPlainWords(error, out);
  }
  say(`Saved as ${out}.`);
}

/** The bills as Excel opens them in a workbook of their own. */
async function saveBills(
  output: Output,
  excel: OpenedExcel,
  { bills }: Outcome,
  out: string,
): Promise<void> {
  const sheets = bills?.made.bills.map(({ sheet }) => sheet) ?? [];
  if (sheets.length === 0) throw new OperatorError(`There are no bills: ${out} was not written.`);
  await openBillsApart({ host: excel }, sheets);
  const workbook = excel.created.at(-1);
  if (workbook) await save(output, workbook, out);
}

function described(job: Job, outcome: Outcome): string {
  const { ledger, mapping, preview, result, refreshed, results, bills } = outcome;
  const { summary, tables, money } = result;
  const { allocation, reconciliation } = results;
  if (job.json) {
    return JSON.stringify({
      ...{ mapping, summary, tables, money, allocation, reconciliation },
      ...(bills ? { bills: billsDocument(bills) } : {}),
    });
  }
  return [
    ...describeLedger(ledger, mapping, preview.applied),
    ...describePush(result, preview.applied, job.push),
    ...describeResults(results, refreshed),
    ...(bills ? describeBills(bills) : []),
  ].join('\n');
}
