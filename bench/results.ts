/** Results: the allocation against its finished columns, and the answer that nothing moved. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import express from 'express';
import { ENDPOINTS } from '../contract/endpoints.ts';
import type { Database } from '../server/db/client.ts';
import { listen } from '../server/http/listen.ts';
import { billsTable, commitOf, monthlyReadings, tenanciesTable } from './ledger.ts';
import { RUNS, median, printMeasured } from './measure.ts';
import type { BenchServer } from './server.ts';

const [UNITS, MONTHS] = [100, 120];
const UNCHANGED_REQUESTS = 300;

export async function benchResults(server: BenchServer): Promise<void> {
  const { client, database } = server;
  const propertyId = await server.property();
  const params = { propertyId };
  const tables = [tenanciesTable(UNITS), billsTable(MONTHS, UNITS), monthlyReadings(UNITS, MONTHS)];
  await client.call(ENDPOINTS.push, { params, body: commitOf(tables) });
  const { columns } = await client.call(ENDPOINTS.allocation, { params, query: {} });
  await keepFinished(database, propertyId, columns);
  const bare = await bareServer(database, propertyId);
  try {
    const path = ENDPOINTS.allocation.path.replace('{propertyId}', propertyId);
    const { token } = client;
    const whole = { url: server.url + path, token };
    await inTurn({
      name: `allocation of ${UNITS} units × ${MONTHS} months`,
      floor: 'a bare Express route that selects and JSON-encodes the finished columns',
      bar: 5,
      rounds: RUNS * 2,
      measured: { ...whole, count: 3, status: 200 },
      base: { url: `${bare.url}/finished`, count: 3, status: 200 },
    });
    const answer = await fetch(whole.url, { headers: { Authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    await inTurn({
      name: 'allocation, unchanged (304)',
      floor: 'a bare Express route with one indexed SELECT',
      bar: 2,
      rounds: RUNS,
      measured: {
        ...{ ...whole, etag: answer.headers.get('etag') ?? '' },
        ...{ count: UNCHANGED_REQUESTS, status: 304 },
      },
      base: { url: `${bare.url}/revision`, count: UNCHANGED_REQUESTS, status: 200 },
    });
  } finally {
    await bare.stop();
  }
}

interface Asked {
  readonly url: string;
  readonly token?: string | null;
  readonly etag?: string;
  readonly count: number;
  readonly status: number;
}

interface Compared {
  readonly name: string;
  readonly floor: string;
  readonly bar: number;
  readonly rounds: number;
  readonly measured: Asked;
  readonly base: Asked;
}

/** One after the other in short rounds, so that whatever else the machine does falls on both alike. */
async function inTurn({ name, floor, bar, rounds, measured, base }: Compared): Promise<void> {
  const times = { measured: [] as number[], base: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    const [ours, theirs] = [await load(measured), await load(base)];
    if (round < 0) continue; // The first one finds everything cold.
    times.measured.push(...ours);
    times.base.push(...theirs);
  }
  const floorMs = median(times.base);
  printMeasured({ name, ms: median(times.measured), floor, floorMs, bar });
}

async function load({ url, token, etag, count, status }: Asked): Promise<number[]> {
  const program = fileURLToPath(new URL('./load.fixture.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', program],
    ...[url, token ?? '', etag ?? '', String(count)],
  ]);
  const done = JSON.parse(stdout) as { status: number; times: number[] };
  if (done.status !== status) throw new Error(`${url} answered ${done.status}, not ${status}`);
  return done.times;
}

type Finished = Readonly<Record<string, readonly (string | null | readonly string[])[]>>;

const NAMES = [
  ...['periodStart', 'periodEnd', 'unit', 'tenant', 'openingDate', 'openingReading', 'closingDate'],
  ...['closingReading', 'usageKwh', 'rate', 'charge', 'commonShare', 'flags'],
];

/** The allocation as a table, as if it were stored and not derived. */
async function keepFinished({ sql }: Database, propertyId: string, columns: Finished) {
  await sql`create schema if not exists floor`;
  await sql`create table floor.finished (property_id uuid, n integer, "periodStart" date,
    "periodEnd" date, unit text, tenant text, "openingDate" date, "openingReading" numeric(14, 3),
    "closingDate" date, "closingReading" numeric(14, 3), "usageKwh" numeric(14, 3), rate numeric,
    charge numeric(18, 2), "commonShare" numeric(18, 2), flags jsonb, primary key (property_id, n))`;
  const rows = (columns['unit'] ?? []).map((_, n) => ({
    ...{ property_id: propertyId, n },
    ...Object.fromEntries(NAMES.map((name) => [name, columns[name]?.[n] ?? null])),
  }));
  await sql`insert into floor.finished
    select * from jsonb_populate_recordset(null::floor.finished, ${JSON.stringify(rows)}::text::jsonb)`;
  await sql`analyze floor.finished`;
}

async function bareServer({ sql }: Database, propertyId: string) {
  const app = express().disable('x-powered-by').disable('etag');
  const arrays = NAMES.map((name) => {
    const value = /kwh|reading$|rate|charge|share/i.test(name) ? `"${name}"::text` : `"${name}"`;
    return `'${name}', json_agg(${value})`;
  });
  app.get('/finished', async (_req, res) => {
    const [row] = await sql.unsafe(
      `select json_build_object(${arrays.join(', ')})::text as columns
        from (select * from floor.finished where property_id = $1 order by n) t`,
      [propertyId],
    );
    res.type('json').send(`{"columns":${row?.['columns']}}`);
  });
  app.get('/revision', async (_req, res) => {
    const [row] = await sql`select revision from properties where property_id = ${propertyId}`;
    res.json(row);
  });
  const listening = await listen(() => app, { port: 0, host: '127.0.0.1', certificate: null });
  return { url: `http://127.0.0.1:${listening.port}`, stop: listening.stop };
}
