/** A first commit, and the same once more, against COPY of everything that it stores. */
import { ENDPOINTS } from '../contract/endpoints.ts';
import type { PushRequest, PushTable } from '../contract/push.ts';
import { copyOf, createFloor } from './floor.ts';
import { billsTable, commitOf, monthlyReadings, readingsTable } from './ledger.ts';
import { RUNS, median, printMeasured, time } from './measure.ts';
import type { BenchServer } from './server.ts';

const FLOOR = 'COPY of rows, base and history in one transaction';

/** How often a server has done it before it counts: COPY is warm at once, compiled scripts are not. */
const WARM_UPS = 5;

interface Case {
  readonly name: string;
  readonly tables: PushTable[];
  readonly bar: number | null;
  readonly barAgain: number | null;
  readonly warmUps: number;
  readonly runs: number;
}

export async function benchPush(server: BenchServer): Promise<void> {
  await createFloor(server.database);
  const few = Math.max(1, Math.ceil(RUNS / 2));
  await benchCase(server, {
    name: '10,000 readings',
    tables: [readingsTable(100, 100)],
    ...{ bar: 3, barAgain: 1, warmUps: WARM_UPS, runs: RUNS },
  });
  await benchCase(server, {
    name: '100,000 readings',
    tables: [readingsTable(100, 1000)],
    ...{ bar: 3.5, barAgain: 1, warmUps: 1, runs: few },
  });
  await benchCase(server, {
    name: '10,000 readings with the bills of 99 months',
    tables: [billsTable(99, 100), monthlyReadings(100, 99)],
    ...{ bar: null, barAgain: null, warmUps: 1, runs: few },
  });
}

async function benchCase(server: BenchServer, wanted: Case): Promise<void> {
  const { name, tables, bar, barAgain, warmUps, runs } = wanted;
  const times = {
    first: [] as number[],
    same: [] as number[],
    one: [] as number[],
    floor: [] as number[],
  };
  for (let run = -warmUps; run < runs; run += 1) {
    const propertyId = await server.property();
    const first = commitOf(tables);
    const firstMs = await send(server, propertyId, first);
    const copy = await copyOf(server.database, propertyId);
    const floorMs = await copy();
    const same = commitOf(tables, first);
    const sameMs = await send(server, propertyId, same);
    const oneMs = await send(server, propertyId, commitOf(withOneChanged(tables), same));
    if (run === -warmUps) {
      const cold = { name: `first commit in the first run, ${name}`, ms: firstMs, bar: null };
      printMeasured({ ...cold, floor: FLOOR, floorMs });
    }
    if (run < 0) continue;
    times.first.push(firstMs);
    times.floor.push(floorMs);
    times.same.push(sameMs);
    times.one.push(oneMs);
  }
  const floor = { floor: FLOOR, floorMs: median(times.floor) };
  printMeasured({ name: `first commit, ${name}`, ms: median(times.first), ...floor, bar });
  printMeasured({
    name: `the same push again, ${name}`,
    ms: median(times.same),
    ...floor,
    bar: barAgain,
  });
  printMeasured({
    name: `one reading changed, ${name}`,
    ms: median(times.one),
    ...floor,
    bar: null,
  });
}

/** The request as the network brings it, until the whole answer is there. */
async function send(
  server: BenchServer,
  propertyId: string,
  request: PushRequest,
): Promise<number> {
  const path = ENDPOINTS.push.path.replace('{propertyId}', propertyId);
  const body = JSON.stringify(request);
  const headers = {
    Authorization: `Bearer ${server.client.token}`,
    'Content-Type': 'application/json',
  };
  return time(async () => {
    const response = await fetch(server.url + path, { method: 'POST', headers, body });
    const answer = await response.text();
    if (response.status !== 200)
      throw new Error(`push: ${response.status} ${answer.slice(0, 500)}`);
  });
}

function withOneChanged(tables: readonly PushTable[]): PushTable[] {
  return tables.map((table) => {
    if (table.kind !== 'readings') return table;
    const kwh = [...(table.columns.kwh ?? [])];
    kwh[kwh.length - 1] = String(Number(kwh.at(-1)) + 1);
    return { ...table, columns: { ...table.columns, kwh } };
  });
}
