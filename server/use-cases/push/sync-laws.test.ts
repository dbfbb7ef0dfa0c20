import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { outcomesOf, table, Workbook } from './workbook.fixture.ts';

/**
 * Files of one property that are edited, pushed, copied, not saved, and whose requests and answers
 * are lost, against a model of DESIGN §4 that is as plain as its words.
 */
const runs = process.env['TEST_SCALE'] === 'full' ? 150 : 8;

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const ROWS = ['2025-01-31', '2025-02-28'];
const FIELDS = ['totalKwh', 'amount', 'note'] as const;
type Field = (typeof FIELDS)[number];
type Cells = Record<Field, string | null>;
type Sheet = Record<string, Cells>;

interface File {
  readonly workbook: Workbook;
  readonly sheet: Sheet;
}

/** What the server is to hold, and what it agreed on with each workbook. */
class Model {
  readonly held: Sheet = {};
  readonly #last = new Map<string, string>();
  readonly #bases = new Map<string, Map<string, string | null>>();

  push({ workbook, sheet }: File, pushId: string, after: readonly string[]): string[] {
    const { workbookId } = workbook;
    const isKnown = after.includes(this.#last.get(workbookId) ?? '');
    const base = isKnown ? (this.#bases.get(workbookId) ?? new Map()) : new Map();
    const outcomes = ROWS.map((key) => this.#row(key, sheet[key]!, base));
    this.#last.set(workbookId, pushId);
    this.#bases.set(workbookId, base);
    return outcomes;
  }

  #row(key: string, said: Cells, base: Map<string, string | null>): string {
    const server = this.held[key];
    if (server === undefined) {
      this.held[key] = { ...said };
      for (const field of FIELDS) base.set(`${key} ${field}`, said[field]);
      return 'new';
    }
    const states: string[] = FIELDS.map((field) => {
      const [is, was] = [said[field], base.get(`${key} ${field}`)];
      if (is === server[field]) return 'unchanged';
      if (was === undefined) {
        if (is === null) return 'newerOnServer';
        return server[field] === null ? 'changed' : 'conflict';
      }
      if (was === server[field]) return 'changed';
      return was === is ? 'newerOnServer' : 'conflict';
    });
    const waits = states.includes('conflict');
    for (const [index, field] of FIELDS.entries()) {
      if (states[index] === 'changed' && !waits) server[field] = said[field];
      if (server[field] === said[field]) base.set(`${key} ${field}`, said[field]);
    }
    return ['conflict', 'changed', 'newerOnServer', 'unchanged'].find((one) =>
      states.includes(one),
    )!;
  }
}

const copyOf = (sheet: Sheet): Sheet =>
  Object.fromEntries(Object.entries(sheet).map(([key, cells]) => [key, { ...cells }]));

const which = fc.nat(5);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('edit' as const),
      which,
      key: fc.constantFrom(...ROWS),
      field: fc.constantFrom(...FIELDS),
      value: fc.constantFrom('1', '2', '3', null),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom('push', 'push', 'pushUnsaved', 'loseAnswer', 'loseRequest', 'repeat'),
      which,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom('copy', 'another', 'takeNewer'), which }),
  },
);

async function stored(propertyId: string): Promise<Sheet> {
  const rows = await server.database.sql`
    select period_end::text as key, trim_scale(total_kwh)::text as kwh,
      trim_scale(amount)::text as amount, note
    from bills where property_id = ${propertyId} order by 1`;
  return Object.fromEntries(
    rows.map((row) => [
      row['key'],
      { totalKwh: row['kwh'], amount: row['amount'], note: row['note'] },
    ]),
  );
}

test('whatever is edited, copied, lost or not saved, fields merge as both last agreed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const { id } = await server.property(owner);
      const model = new Model();
      const blank = (): Sheet =>
        Object.fromEntries(ROWS.map((key) => [key, { totalKwh: '1', amount: '1', note: null }]));
      const files: File[] = [{ workbook: new Workbook(owner.client, id), sheet: blank() }];
      for (const one of steps) {
        const file = files[one.which % files.length]!;
        const { workbook, sheet } = file;
        const rows = ROWS.map((key) => ({ periodEnd: key, ...sheet[key]! }));
        const body = workbook.request([table('bills', rows)]);
        const send = async () => {
          const wanted = model.push(file, body.pushId, body.after ?? []);
          const result = await workbook.client.call(ENDPOINTS.push, {
            params: workbook.params,
            body,
          });
          expect(outcomesOf(result)).toEqual(wanted);
          expect(await stored(id)).toEqual(model.held);
          return result;
        };
        if (one.does === 'edit' && 'key' in one) {
          // A required cell is never emptied.
          sheet[one.key]![one.field] = one.field === 'note' ? one.value : (one.value ?? '4');
        } else if (one.does === 'copy') {
          files.push({ workbook: workbook.copy(), sheet: copyOf(sheet) });
        } else if (one.does === 'another') {
          files.push({
            workbook: new Workbook(owner.client, id, randomUUID()),
            sheet: copyOf(sheet),
          });
        } else if (one.does === 'pushUnsaved') await send();
        else if (one.does === 'loseRequest') workbook.sent = body.pushId;
        else {
          workbook.sent = body.pushId;
          const result = await send();
          if (one.does !== 'loseAnswer') workbook.answered = body.pushId;
          if (one.does === 'repeat') {
            const { params } = workbook;
            expect(await workbook.client.call(ENDPOINTS.push, { params, body })).toEqual(result);
          }
          const { row, field, state, server: values } = result.tables[0]!.differences;
          for (const [at, kind] of state.entries()) {
            if (one.does !== 'takeNewer' || kind !== 'newerOnServer') continue;
            sheet[ROWS[row[at]! - 2]!]![field[at] as Field] =
              values[at]?.replace(/\.00$/, '') ?? null;
          }
        }
      }
    }),
    { numRuns: runs },
  );
}, 600_000);
