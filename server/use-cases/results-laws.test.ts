import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { FigureQuestion } from '../../contract/figures.ts';
import type { PushTable } from '../../contract/push.ts';
import { TestClient } from '../../tests/setup/client.ts';
import { searchedLog } from '../../tests/setup/searched-log.ts';
import { isFullScale } from '../../tests/setup/scale.ts';
import { testDatabase } from '../../tests/setup/test-database.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { whenDone } from '../../tests/setup/when-done.ts';
import { writeBackup } from '../db/backup.ts';
import { restoreBackup } from '../db/restore.ts';
import { createApp } from '../http/app.ts';
import { listen } from '../http/listen.ts';
import type { Services } from './context.ts';
import { table, Workbook } from './push/workbook.fixture.ts';

/**
 * A server that answers from what it derived before says what one says that has only just been started,
 * whatever was done to the ledger, through whichever server, and also after a backup was restored.
 */
const runs = isFullScale ? 60 : 5;

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

/** A server of its own on the same database, as another process would be. */
async function another(services: Services): Promise<{ url: string; stop: () => Promise<void> }> {
  const { logger } = searchedLog();
  const options = { logger, trustProxy: 1, publicUrl: services.publicUrl, enableTry: false };
  const app = () => createApp({ ...services }, options);
  const { port, stop } = await listen(app, { port: 0, host: '127.0.0.1', certificate: null });
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function standing(services: Services): Promise<TestClient> {
  const { url, stop } = await another(services);
  whenDone(stop);
  return new TestClient(url, owner.client.token);
}

/** All that is derived of a property. */
async function answersOf(client: TestClient, propertyId: string) {
  const params = { propertyId };
  return Promise.all([
    client.call(ENDPOINTS.allocation, { params }),
    client.call(ENDPOINTS.allocation, { params, query: { held: '' } }),
    client.call(ENDPOINTS.subMeterAllocation, { params }),
    client.call(ENDPOINTS.reconciliation, { params }),
    client.call(ENDPOINTS.settlement, { params }),
  ]);
}

async function answersOfNewServer(propertyId: string, services = server.services) {
  const { url, stop } = await another(services);
  try {
    return await answersOf(new TestClient(url, owner.client.token), propertyId);
  } finally {
    await stop();
  }
}

const UNITS = ['A', 'B', 'C'];
const DAYS = ['2024-12-31', '2025-01-31', '2025-02-14', '2025-02-28', '2025-03-31'];
const kwhAt = (day: number, more: number) => String(day * 100 + more);
const dial = (unit: string, day: number, more: number) => ({
  ...{ unit, date: DAYS[day] ?? '', kwh: kwhAt(day, more), kind: null },
});
const billOf = (nth: number, amount: string) => ({
  ...{ periodStart: `2025-0${nth}-01`, periodEnd: [DAYS[1], DAYS[3], DAYS[4]][nth - 1] ?? '' },
  ...{ totalKwh: '400', amount },
});

const dials = UNITS.flatMap((one) => DAYS.map((_, day) => dial(one, day, 7)));

const some = (rows: Parameters<typeof table>[1], kind: Parameters<typeof table>[0]) =>
  table(kind, rows, { complete: false });
const unit = fc.constantFrom(...UNITS);
const more = fc.nat(40);
const pushed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(unit, fc.nat(4), more).map((one) => some([dial(...one)], 'readings')),
  },
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), more)
    .map(([nth, amount]) => some([billOf(nth, `${amount}.50`)], 'bills')),
  fc
    .tuple(unit, fc.constantFrom(...DAYS), more)
    .map(([one, date, amount]) =>
      some([{ unit: one, date, amount: `${amount}.25`, reference: `${one} ${date}` }], 'payments'),
    ),
  fc
    .tuple(unit, more)
    .map(([one, amount]) =>
      some([{ unit: one, date: '2025-02-01', amount: `${amount}`, reason: 'Late' }], 'adjustments'),
    ),
  fc
    .tuple(unit, fc.constantFrom('2025-02-15', '2025-01-01'))
    .map(([one, movedIn]) => some([{ unit: one, tenant: `Ann ${movedIn}`, movedIn }], 'tenancies')),
  fc
    .tuple(unit, more)
    .map(([one, kwh]) =>
      some([{ unit: one, subMeter: 'Attic', date: DAYS[1] ?? '', kwh: String(kwh) }], 'readings'),
    ),
  // The whole set with rows left out, which are then deleted.
  fc.subarray(dials, { minLength: 1 }).map((rows) => table('readings', rows)),
);

const step = fc.record({
  through: fc.nat(1),
  asked: fc.nat(3),
  does: fc.oneof(
    { weight: 6, arbitrary: fc.record({ what: fc.constant('push' as const), pushed }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('undo' as const), nth: fc.nat(9) }) },
    fc.record({
      what: fc.constant('settings' as const),
      split: fc.constantFrom('owner' as const, 'usage' as const, 'equal' as const),
    }),
    fc.record({ what: fc.constant('issue' as const), nth: fc.nat(2) }),
  ),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const pushOf = (table: PushTable): Step => ({
  ...{ through: 0, asked: 0 },
  does: { what: 'push', pushed: table },
});
const beginnings = [
  pushOf(table('readings', dials)),
  pushOf(some([billOf(1, '80.00'), billOf(2, '90.00'), billOf(3, '70.00')], 'bills')),
];

/** One ledger, at which two servers work. */
class House {
  readonly workbook: Workbook;
  readonly clients: readonly TestClient[];

  constructor(propertyId: string, clients: readonly TestClient[]) {
    this.workbook = new Workbook(owner.client, propertyId);
    this.clients = clients;
  }

  /** Where it is refused, nothing was done. */
  async do({ through, does }: Step): Promise<void> {
    const { params } = this.workbook;
    const client = this.clients[through] ?? owner.client;
    if (does.what === 'push') {
      const [body, choices] = [does.pushed, [{ kind: 'readings', action: 'delete' } as const]];
      const sent = this.workbook.request([body], {
        ...(body.complete ? { choices } : {}),
        createUnits: true,
      });
      this.workbook.sent = sent.pushId;
      await client.call(ENDPOINTS.push, { params, body: sent });
      this.workbook.answered = sent.pushId;
    } else if (does.what === 'undo') {
      const { changes } = await client.call(ENDPOINTS.listChanges, { params });
      const changeSetId = changes[does.nth % Math.max(1, changes.length)]?.id ?? randomUUID();
      await client.request(ENDPOINTS.undoChange, { params: { ...params, changeSetId } });
    } else if (does.what === 'settings') {
      const settings = { commonPart: [{ from: null, split: does.split }] };
      await client.call(ENDPOINTS.changeProperty, { params, body: { settings } });
    } else if (does.what === 'issue') {
      const periodEnd = [DAYS[1], DAYS[3], DAYS[4]][does.nth] ?? '';
      const drafts = 'all' as const;
      const body = { issueId: randomUUID(), periodEnd, issueDate: '2025-05-01', drafts };
      await client.request(ENDPOINTS.issueStatements, { params, body });
    }
  }
}

test('what was derived before and changed since is as though it were derived anew', async () => {
  const clients = [await standing(server.services), await standing(server.services)];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      const { id } = await server.property(owner);
      const house = new House(id, clients);
      for (const one of beginnings) await house.do(one);
      await Promise.all(clients.map((client) => answersOf(client, id)));
      for (const one of steps) {
        await house.do(one);
        // A server that is not asked for a while has several changes to catch up with.
        const client = clients[one.asked];
        if (client) expect(await answersOf(client, id)).toEqual(await answersOfNewServer(id));
      }
      const anew = await answersOfNewServer(id);
      for (const client of clients) expect(await answersOf(client, id)).toEqual(anew);
    }),
    { numRuns: runs },
  );
}, 600_000);

test('after a restore the same revision may be another, and is answered as such, also to whoever knows the answer of before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-restore-'));
  whenDone(() => rm(folder, { recursive: true }));
  const [before, after] = [server.services.database, await testDatabase()];
  let current = before;
  // What stands at the address that the server was given.
  const database = {
    ...before,
    get sql() {
      return current.sql;
    },
  };
  const services = { ...server.services, database };
  const client = await standing(services);
  const { id } = await server.property(owner);
  const house = new House(id, [client]);
  const push = (kwh: number) => house.do(pushOf(some([dial('A', 1, kwh)], 'readings')));
  for (const one of beginnings) await house.do(one);
  await push(11);
  const { answered } = house.workbook;
  await writeBackup(before, join(folder, 'backup.gz'));
  await push(22);
  const [{ revision }] = await answersOf(client, id);
  const params = { propertyId: id };
  const ask = (tag: string) =>
    client.request(ENDPOINTS.allocation, { params }, { 'If-None-Match': tag });
  const questions: FigureQuestion[] = [{ kind: 'usage', unit: 'A', period: '2025-01' }];
  const figures = (version?: string) =>
    client.call(ENDPOINTS.figures, {
      params,
      body: { questions, ...(version === undefined ? {} : { version }) },
    });
  const tag = (await ask('')).headers.get('etag') ?? '';
  const { version } = await figures();
  expect((await ask(tag)).status).toBe(304);
  expect((await figures(version)).unchanged).toBe(true);
  await restoreBackup(after, join(folder, 'backup.gz'));
  current = after;
  // The file is one of that time, too.
  Object.assign(house.workbook, { sent: answered, answered });
  await push(33);
  const [now] = await answersOf(client, id);
  expect(now.revision).toBe(revision);
  expect(await answersOf(client, id)).toEqual(await answersOfNewServer(id, services));
  expect(now.columns.closingReading).toContain('133');
  expect((await ask(tag)).status).toBe(200);
  expect((await figures(version)).unchanged).toBe(false);
});
