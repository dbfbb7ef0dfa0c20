/** A thousand bills as PDF, in one zip: how long one takes, and that memory does not grow with them. */
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ENDPOINTS } from '../contract/endpoints.ts';
import { copyStatements } from '../server/use-cases/statements/copies.fixture.ts';
import { billsTable, commitOf, monthlyReadings, tenanciesTable } from './ledger.ts';
import { print, round } from './measure.ts';
import type { BenchServer } from './server.ts';

const [FEW, MANY] = [100, 1_000];
const MB = 1_000_000;
const LOOKS = 20;

export async function benchStatements(server: BenchServer): Promise<void> {
  const propertyId = await server.property();
  const [units, months] = [5, 3];
  const tables = [tenanciesTable(units), billsTable(months, units), monthlyReadings(units, months)];
  const params = { propertyId };
  await server.client.call(ENDPOINTS.push, { params, body: commitOf(tables) });
  await issueLatest(server, propertyId);
  await copyStatements(server.database.sql, propertyId, MANY);
  await download(server, propertyId, FEW, 0); // Warm: fonts are read once.
  const few = await download(server, propertyId, FEW, LOOKS);
  const many = await download(server, propertyId, MANY, LOOKS);
  const timed = await download(server, propertyId, MANY, 0);
  print({
    name: `${MANY} bills as PDF in a zip`,
    msPerPdf: round(timed.ms / MANY, 1),
    kbPerPdf: round(timed.bytes / MANY / 1_000, 1),
    zipMb: round(timed.bytes / MB, 1),
    peakMb: round(many.peak / MB, 0),
    [`peakMbOf${FEW}`]: round(few.peak / MB, 0),
    growthMb: round((many.peak - few.peak) / MB, 1),
  });
}

async function issueLatest({ client }: BenchServer, propertyId: string): Promise<void> {
  const params = { propertyId };
  const { columns } = await client.call(ENDPOINTS.allocation, { params, query: {} });
  const periodEnd = columns.periodEnd.at(-1) ?? '';
  const body = { issueId: randomUUID(), periodEnd, issueDate: periodEnd, drafts: 'all' as const };
  await client.call(ENDPOINTS.issueStatements, { params, body });
}

interface Downloaded {
  readonly ms: number;
  readonly bytes: number;
  /** The most that was in use, garbage not counted. */
  readonly peak: number;
}

/** As a browser does it, and nothing of it is kept. @param looks how often at memory: that takes time */
async function download(
  { client, url }: BenchServer,
  propertyId: string,
  count: number,
  looks: number,
): Promise<Downloaded> {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const body = { numbers, locale: 'en-US' };
  const link = await client.call(ENDPOINTS.downloadStatements, { params: { propertyId }, body });
  let [peak, bytes, chunks] = [0, 0, 0];
  const start = performance.now();
  const answer = await fetch(url + new URL(link.url).pathname);
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    chunks += 1;
    if (looks > 0 && chunks % Math.ceil(count / looks) === 0) peak = Math.max(peak, inUse());
  }
  return { ms: performance.now() - start, bytes, peak };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function inUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
