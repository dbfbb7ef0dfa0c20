/**
 * `npm run workbook`: takes a workbook through the add-in's own flows, in the emulated Excel under the
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
import { runTool, say } from './tool.ts';
import type { DoneBills } from './workbook-bills.ts';
import { billsDocument, billsFor, describeBills } from './workbook-bills.ts';
import { inPlainWords } from './workbook-refusals.ts';
import { addCharts } from './workbook-charts.ts';
import { currencyOf } from './workbook-currency.ts';
import { describePush } from './workbook-push-report.ts';
import { describeLedger, describeResults } from './workbook-report.ts';
import type { Task } from './workbook-task.ts';
import { readTask } from './workbook-task.ts';

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

await runTool(async () => {
  const task = await readTask(process.argv.slice(2));
  try {
    await run(task);
  } catch (error) {
    throw inPlainWords(error, task.file, task.server?.url);
  }
});

async function run(task: Task): Promise<void> {
  const bytes = await readFile(task.file);
  const workbook = openXlsx(bytes, { name: basename(task.file), addIn: await addInId() });
  const excel = await openExcel({ workbook, installGlobals: false });
  try {
    const outcome = task.server
      ? await onServer(task, excel, task.server)
      : await onPrivateServer(task, excel);
    if (task.out !== undefined) await save(excel.workbook, task.out);
    if (task.billsOut !== undefined) await saveBills(excel, outcome, task.billsOut);
    await print(task, outcome);
  } finally {
    excel.close();
  }
}

/** Under this id the workbook keeps what the add-in remembers in it. */
async function addInId(): Promise<string> {
  const manifest = await readFile(new URL('../../manifest.xml', import.meta.url), 'utf8');
  const id = /<Id>([^<]+)<\/Id>/.exec(manifest)?.[1];
  if (id === undefined) throw new Error('the manifest has no Id');
  return id;
}

async function onServer(
  task: Task,
  host: OpenedExcel,
  { url, token }: { readonly url: string; readonly token: string },
): Promise<Outcome> {
  const ws = openWorkspace({ host, store: keptInMemory(), place: 'command', baseUrl: url });
  useToken(ws, token);
  const ledger = await readLedger(ws);
  const { propertyId, wasAt } = await readConnection(ws);
  if (wasAt !== null) await settleCopy(ws, 'same');
  if (propertyId === null) {
    if (!task.push) {
      throw new OperatorError(
        `This workbook is not connected to a property on ${url} yet. Add --push to connect it, or leave out --server to try it privately.`,
      );
    }
    await connect(ws, await propertyFor(ws, task, ledger));
  }
  return work(ws, task, ledger);
}

/** What the file remembers of a real server stays in it: the private one is gone afterwards. */
async function onPrivateServer(task: Task, host: OpenedExcel): Promise<Outcome> {
  const before = await readState(host);
  say('Starting a private server on a temporary folder …');
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
    await connect(ws, await propertyFor(ws, task, ledger));
    const outcome = await work(ws, task, ledger);
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
async function propertyFor(ws: Workspace, task: Task, ledger: Ledger): Promise<string> {
  const name = basename(task.file).replace(/\.xlsx$/i, '');
  const found = (await listProperties(ws)).find(
    (one) => one.name === name && one.role !== 'viewer' && one.archivedAt === null,
  );
  if (found) return found.id;
  const currency = task.currency ?? currencyOf(ledger.content, task.mapping ?? ledger.mapping);
  const { id } = await createProperty(ws, { name, currency });
  say(`Connected to a new property "${name}" in ${currency}.`);
  return id;
}

async function work(ws: Workspace, task: Task, ledger: Ledger): Promise<Outcome> {
  const mapping = task.mapping ?? ledger.mapping;
  if (mapping === null) throw new FlowProblem({ code: 'no-tables' });
  say('Reading the workbook, and asking what pushing it would do …');
  const shown = await preview(ws, { mapping, createUnits: true });
  const result = task.push ? await pushed(ws, mapping, shown) : shown.result;
  say('Asking for charges and reconciliation …');
  const refreshed = task.refresh ? await refresh(ws) : null;
  if (task.charts) await addCharts(ws);
  const results = await loadResults(ws);
  const bills = task.bills === null ? null : await billsFor(ws, task.bills);
  return { ledger, mapping, preview: shown, result, refreshed, results, bills };
}

async function pushed(ws: Workspace, mapping: Mapping, shown: Preview): Promise<PushResult> {
  await confirmMapping(ws, mapping);
  say('Pushing …');
  const done = await push(ws, shown);
  if (done.status === 'sent') return done.result;
  throw new OperatorError(
    'Somebody else changed the ledger in this moment, so nothing was sent. Run the command again.',
  );
}

/** Whole or not at all: a stop in the midst of it leaves the file that was there. */
async function save(workbook: OpenedExcel['workbook'], out: string): Promise<void> {
  const draft = `${out}.${process.pid}.tmp`;
  try {
    await writeFile(draft, saveXlsx(workbook, { addIn: await addInId() }));
    await rename(draft, out);
  } catch (error) {
    await rm(draft, { force: true });
    throw inPlainWords(error, out);
  }
  say(`Saved as ${out}.`);
}

/** The bills as Excel opens them in a workbook of their own. */
async function saveBills(excel: OpenedExcel, { bills }: Outcome, out: string): Promise<void> {
  const sheets = bills?.made.bills.map(({ sheet }) => sheet) ?? [];
  if (sheets.length === 0) throw new OperatorError(`There are no bills: ${out} was not written.`);
  await openBillsApart({ host: excel }, sheets);
  const workbook = excel.created.at(-1);
  if (workbook) await save(workbook, out);
}

function print(task: Task, outcome: Outcome) {
  const { ledger, mapping, preview, result, refreshed, results, bills } = outcome;
  const { summary, tables, money } = result;
  const { allocation, reconciliation } = results;
  const text = task.json
    ? JSON.stringify({
        ...{ mapping, summary, tables, money, allocation, reconciliation },
        ...(bills ? { bills: billsDocument(bills) } : {}),
      })
    : [
        ...describeLedger(ledger, mapping, preview.applied),
        ...describePush(result, preview.applied, task.push),
        ...describeResults(results, refreshed),
        ...(bills ? describeBills(bills) : []),
      ].join('\n');
  return new Promise<void>((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
}
