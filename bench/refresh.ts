/**
 * Writing results into the workbook: a whole table for the first time against a bare write of the same
 * values, and one reading corrected in ledgers of two sizes, by stage: what the server takes and sends, what
 * the add-in makes of it, what is looked at in the sheet and what is written. What follows behind the
 * person's back, the look at all other rows, grows with the table.
 */
import { createApi } from '../addin/api/client.ts';
import type { Host } from '../addin/excel/host.ts';
import { askForAllocation } from '../addin/flows/held-results.ts';
import { tableOf } from '../addin/flows/results/tables.ts';
import { parts } from '../addin/excel/write-batches.ts';
import type { ResultTable } from '../addin/excel/result-table.ts';
import { cellOf, entryOf, rowCountOf } from '../addin/excel/result-table.ts';
import { writeResults } from '../addin/excel/write-results.ts';
import { ENDPOINTS } from '../contract/endpoints.ts';
import type { PushTable } from '../contract/push.ts';
import type { OpenedExcel } from '../excel-host/node/open-excel.ts';
import { openExcel } from '../excel-host/node/open-excel.ts';
import { billsTable, commitOf, monthlyReadings, tenanciesTable } from './ledger.ts';
import { RUNS, median, print, printMeasured, time } from './measure.ts';
import type { BenchServer } from './server.ts';

const UNITS = 1_000;
const ROWS = 120_000;
const MONEY = '[$$]#,##0.00';
const LAYOUT = { kind: 'Allocation', columns: null, language: 'en' } as const;

export async function benchRefresh(server: BenchServer): Promise<void> {
  const whole = allocation(ROWS);
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let run = 0; run <= Math.min(RUNS, 3); run += 1) {
    const bare = await writeBare(whole);
    const ours = await writeFirst(whole);
    if (run === 0) continue; // The first one finds everything cold.
    times.bare.push(bare);
    times.ours.push(ours);
  }
  printMeasured({
    name: `allocation of ${ROWS} rows, written for the first time`,
    ...{ ms: median(times.ours), floorMs: median(times.bare), bar: 1.5 },
    floor: 'a bare write of the same values into a new sheet',
  });
  for (const rows of [ROWS / 10, ROWS]) {
    const answered = await answerAfterChange(server, rows / UNITS);
    print({
      name: `one reading corrected in ${rows} rows`,
      ...answered,
      ...(await changeOne(rows)),
    });
  }
}

/** What the server sends after a reading was corrected, to somebody who has the answer of before. */
async function answerAfterChange(server: BenchServer, months: number) {
  const params = { propertyId: await server.property() };
  const readings = monthlyReadings(UNITS, months);
  const tables = [tenanciesTable(UNITS), billsTable(months, UNITS), readings];
  let last = commitOf(tables);
  await server.client.call(ENDPOINTS.push, { params, body: last });
  const correct = async (kwh: number) => {
    last = commitOf([lastOf(readings, kwh)], last);
    const { changeSetId } = await server.client.call(ENDPOINTS.push, { params, body: last });
    if (changeSetId === undefined) throw new Error('nothing was changed');
  };
  const ask = async (held: string) => {
    const path = ENDPOINTS.allocation.path.replace('{propertyId}', params.propertyId);
    const headers = { Authorization: `Bearer ${server.client.token}` };
    const start = performance.now();
    const text = await (await fetch(`${server.url}${path}?held=${held}`, { headers })).text();
    return { text, ms: performance.now() - start };
  };
  const api = createApi({ baseUrl: server.url, token: () => server.client.token });
  const whole = await ask('');
  const { digest } = (JSON.parse(whole.text) as { blocks: { digest: string[] } }).blocks;
  await askForAllocation(api, { params }, {});
  await correct(1);
  const part = await ask(digest.join(','));
  await correct(2);
  const made = await time(async () => {
    const answer = await askForAllocation(api, { params }, {});
    if (answer.status !== 'changed') throw new Error('nothing was changed');
    tableOf('Allocation', LAYOUT, answer.value, MONEY);
  });
  return {
    ...{ charactersOfWholeAnswer: whole.text.length, charactersOfAnswer: part.text.length },
    ...{ wholeAnswerMs: Math.round(whole.ms), answerMs: Math.round(part.ms) },
    answerMadeATableMs: Math.round(made),
  };
}

/** The last reading, with some kWh more on it. */
export function lastOf({ columns, rows, ...table }: PushTable, kwh: number): PushTable {
  const cells = columns as Readonly<Record<string, readonly (string | boolean | null)[]>>;
  const one = Object.entries(cells).map(([field, values]) => {
    const value = values.at(-1) ?? null;
    return [field, [field === 'kwh' ? String(Number(value) + kwh) : value]];
  });
  return { ...table, complete: false, rows: rows.slice(-1), columns: Object.fromEntries(one) };
}

function allocation(rows: number, change = 0): ResultTable {
  const all = Array.from({ length: rows }, (_, i) => i);
  const month = (i: number) => 1 + Math.floor(i / UNITS);
  const day = (i: number, last: boolean) =>
    new Date(Date.UTC(2000, month(i) - (last ? 0 : 1), last ? 0 : 1)).toISOString().slice(0, 10);
  const text = (of: (i: number) => string) => all.map(of);
  const columns = {
    periodStart: text((i) => day(i, false)),
    periodEnd: text((i) => day(i, true)),
    unit: text((i) => `Unit ${1 + (i % UNITS)}`),
    tenant: text((i) => `Tenant ${1 + (i % UNITS)}`),
    openingDate: text((i) => day(i, false)),
    openingReading: text((i) => `${1000 + i}.25`),
    closingDate: text((i) => day(i, true)),
    closingReading: text((i) => `${1150 + i}.25`),
    usageKwh: all.map(() => '150'),
    rate: all.map(() => '0.16'),
    charge: text((i) => (i === rows / 2 ? `${24 + change}.50` : '24.50')),
    commonShare: all.map(() => '1.20'),
    flags: all.map(() => [] as []),
  };
  return tableOf('Allocation', LAYOUT, { revision: 1, columns }, MONEY);
}

async function writeBare(table: ResultTable): Promise<number> {
  const excel = await openExcel({ installGlobals: false });
  try {
    const grid = Array.from({ length: rowCountOf(table) }, (_, row) =>
      table.columns.map((column) => entryOf(cellOf(column, row, false))),
    );
    return await time(async () => {
      await excel.Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.add('Bare');
        for (const { first, rows } of parts(grid)) {
          const range = sheet.getRangeByIndexes(first, 0, rows.length, table.columns.length);
          range.values = rows as (string | number | boolean)[][];
          // oxlint-disable-next-line no-await-in-loop -- a part is as much as Excel takes at once
          await context.sync();
        }
      });
    });
  } finally {
    excel.close();
  }
}

async function writeFirst(table: ResultTable): Promise<number> {
  const excel = await openExcel({ installGlobals: false });
  try {
    return await time(() => writeResults(excel, [table], {}));
  } finally {
    excel.close();
  }
}

/** What it takes to refresh a table in which one charge is another: at once, and behind the person's back. */
async function changeOne(rows: number) {
  const excel = await openExcel({ installGlobals: false });
  try {
    const { known } = await writeResults(excel, [allocation(rows)], {});
    const changed = allocation(rows, 1);
    const before = excel.requests.characters;
    const syncs = await timesOfSyncs(excel, (host) =>
      writeResults(host, [{ ...changed, onlyMoved: true }], known),
    );
    const characters = excel.requests.characters - before;
    const written = syncs.at(-WRITTEN_BEFORE_END) ?? Number.NaN;
    const whole = await time(() => writeResults(excel, [changed], known, { isGentle: true }));
    return {
      charactersToExcel: characters,
      lookMs: Math.round(syncs.reduce((sum, ms) => sum + ms, 0) - written),
      writeMs: Math.round(written),
      behindMs: Math.round(whole),
    };
  } finally {
    excel.close();
  }
}

/** The cells go with the last answer but two: then come the look whether all rows are there, and the end. */
const WRITTEN_BEFORE_END = 3;

/** From one answer of Excel to the next, with what the add-in does before it asks. */
async function timesOfSyncs(
  excel: OpenedExcel,
  work: (host: Host) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  let last = performance.now();
  const { run } = excel.Excel;
  const timed = <Result>(batch: (context: Excel.RequestContext) => Promise<Result>) =>
    run((context) => {
      const sync = context.sync.bind(context);
      context.sync = async <Passed>(passed?: Passed) => {
        const answer = await sync(passed);
        const now = performance.now();
        times.push(now - last);
        last = now;
        return answer;
      };
      return batch(context);
    });
  Object.assign(excel.Excel, { run: timed });
  try {
    await work(excel);
  } finally {
    Object.assign(excel.Excel, { run });
  }
  return times;
}
