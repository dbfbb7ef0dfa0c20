/**
 * Writing results into the workbook: a whole table for the first time against a bare write of the same
 * values, and one change in a table of any size: what is written into the workbook, and what the server
 * sends. The values that stand are read to see what changed, so that the time of one change still grows
 * with the table.
 */
import { tableOf } from '../addin/flows/results/tables.ts';
import { parts } from '../addin/excel/write-batches.ts';
import type { ResultTable } from '../addin/excel/result-table.ts';
import { cellOf, entryOf, rowCountOf } from '../addin/excel/result-table.ts';
import { writeResults } from '../addin/excel/write-results.ts';
import { ENDPOINTS } from '../contract/endpoints.ts';
import type { PushTable } from '../contract/push.ts';
import { openExcel } from '../excel-host/node/open-excel.ts';
import { billsTable, commitOf, monthlyReadings, tenanciesTable } from './ledger.ts';
import { RUNS, median, print, printMeasured, time } from './measure.ts';
import type { BenchServer } from './server.ts';

const UNITS = 1_000;
const ROWS = 120_000;
const MONEY = '[$$]#,##0.00';

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
  const [few, many] = [await changeOne(ROWS / 10), await changeOne(ROWS)];
  print({
    name: 'one charge changed',
    ...{ charactersSentOf12000Rows: few.characters, charactersSentOf120000Rows: many.characters },
    ...{ msOf12000Rows: Math.round(few.ms), msOf120000Rows: Math.round(many.ms) },
  });
  for (const months of [ROWS / UNITS / 10, ROWS / UNITS]) await answerAfterChange(server, months);
}

/** What the server sends after one reading was corrected, to somebody who has the answer of before. */
async function answerAfterChange(server: BenchServer, months: number): Promise<void> {
  const params = { propertyId: await server.property() };
  const readings = monthlyReadings(UNITS, months);
  const first = commitOf([tenanciesTable(UNITS), billsTable(months, UNITS), readings]);
  await server.client.call(ENDPOINTS.push, { params, body: first });
  const ask = async (held: string) => {
    const path = ENDPOINTS.allocation.path.replace('{propertyId}', params.propertyId);
    const headers = { Authorization: `Bearer ${server.client.token}` };
    const start = performance.now();
    const text = await (await fetch(`${server.url}${path}?held=${held}`, { headers })).text();
    return { text, ms: performance.now() - start };
  };
  const whole = await ask('');
  const { digest } = (JSON.parse(whole.text) as { blocks: { digest: string[] } }).blocks;
  const change = commitOf([lastOf(readings)], first);
  const { changeSetId } = await server.client.call(ENDPOINTS.push, { params, body: change });
  if (changeSetId === undefined) throw new Error('nothing was changed');
  const part = await ask(digest.join(','));
  print({
    name: `answer after one change in ${UNITS * months} rows`,
    ...{ charactersOfWhole: whole.text.length, characters: part.text.length },
    ...{ msOfWhole: Math.round(whole.ms), ms: Math.round(part.ms) },
  });
}

/** The last reading, with a kWh more on it. */
function lastOf({ columns, rows, ...table }: PushTable): PushTable {
  const cells = columns as Readonly<Record<string, readonly (string | boolean | null)[]>>;
  const one = Object.entries(cells).map(([field, values]) => {
    const value = values.at(-1) ?? null;
    return [field, [field === 'kwh' ? String(Number(value) + 1) : value]];
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
  const layout = { kind: 'Allocation', columns: null, language: 'en' } as const;
  return tableOf('Allocation', layout, { revision: 1, columns }, MONEY);
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

/** What it takes to refresh a table in which one charge is another. */
async function changeOne(rows: number): Promise<{ characters: number; ms: number }> {
  const excel = await openExcel({ installGlobals: false });
  try {
    const { known } = await writeResults(excel, [allocation(rows)], {});
    const changed = allocation(rows, 1);
    const before = excel.requests.characters;
    const ms = await time(() => writeResults(excel, [changed], known));
    return { characters: excel.requests.characters - before, ms };
  } finally {
    excel.close();
  }
}
