/**
 * A push: load, read the rows, merge them into the ledger, derive what that does to money, and save.
 * A preview does the same and keeps nothing (docs/decisions/0003-three-way-merge.md).
 */
import { createHash, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { Kind } from '../../../contract/kinds.ts';
import { pushResult, type PushRequest, type PushResult } from '../../../contract/push.ts';
import { loadBases, markBasesStale, saveBases } from '../../db/bases.ts';
import { insertChangeSet } from '../../db/change-sets.ts';
import type { Sql } from '../../db/client.ts';
import { advanceProperty, lockProperty, type PropertyRow } from '../../db/properties.ts';
import { loadClosings } from '../../db/statements.ts';
import { transaction } from '../../db/transaction.ts';
import {
  findWorkbook,
  loadLastAnswer,
  saveWorkbook,
  type WorkbookRow,
} from '../../db/workbooks.ts';
import { AppError } from '../app-error.ts';
import { noSuchProperty } from '../authenticate.ts';
import type { PropertyCaller, UseCase } from '../context.ts';
import { documentOf } from '../history.ts';
import { countChanges, loadLedger, saveChanges } from '../ledger.ts';
import { digestOf, isSettled, requireSound } from './answer.ts';
import { writeBase } from './bases.ts';
import { computePush, type Computed } from './compute.ts';
import { countMoved } from './effects.ts';
import { nextBaseOf } from './remember.ts';
import { readBases } from './run.ts';

type Push = (typeof ENDPOINTS)['push'];

export const push: UseCase<Push> = async ({ database, now }, caller, { body }) =>
  transaction(database, async (sql) => {
    const { propertyId } = caller;
    const [property, workbook] = await Promise.all([
      lockProperty(sql, propertyId),
      findWorkbook(sql, propertyId, body.workbookId),
    ]);
    if (property === null) throw noSuchProperty();
    if (property.archivedAt !== null) {
      throw new AppError('archived', 'The property is archived. Restore it before you push.');
    }
    const hash = hashOf(body);
    const isAgain = workbook?.lastPushId === body.pushId;
    if (isAgain || workbook?.earlierPushIds.includes(body.pushId) === true) {
      if (isAgain && workbook.lastPushHash === hash) return lastAnswer(sql, property, body);
      throw new AppError(
        'push-reused',
        'This push was sent before, with other rows. Preview anew.',
      );
    }
    const trusted = workbook !== null && (body.after ?? []).includes(workbook.lastPushId);
    const settled =
      trusted && workbook.settledRevision === property.revision && workbook.lastPushHash === hash;
    const job: Job = { sql, caller, property, body, workbook, hash, trusted, at: now() };
    return settled ? repeatSettled(job) : merge(job);
  });

interface Job {
  readonly sql: Sql;
  readonly caller: PropertyCaller;
  readonly property: PropertyRow;
  readonly body: PushRequest;
  readonly workbook: WorkbookRow | null;
  readonly hash: string;
  /** The file holds what this workbook's last push left: its bases count. */
  readonly trusted: boolean;
  readonly at: Date;
}

/** Of all that decides what a push does, apart from what the server holds. */
function hashOf({ tables, choices, createUnits, allOrNothing }: BodyOf<Push>): string {
  const content = JSON.stringify([
    tables,
    choices ?? [],
    createUnits ?? false,
    allOrNothing ?? false,
  ]);
  return createHash('sha256').update(content).digest('base64url');
}

async function lastAnswer(sql: Sql, { propertyId }: PropertyRow, body: PushRequest) {
  const answer = await loadLastAnswer(sql, propertyId, body.workbookId);
  if (answer === null) throw new Error('a workbook without its last answer');
  return pushResult.parse(JSON.parse(answer));
}

/** The same rows again, and nobody changed anything since all of them agreed: nothing to compare. */
async function repeatSettled(job: Job): Promise<PushResult> {
  const { sql, property, body } = job;
  const last = await lastAnswer(sql, property, body);
  const tables = last.tables.map((table) => ({
    ...table,
    outcomes: {
      ...table.outcomes,
      outcome: table.outcomes.outcome.map(() => 'unchanged' as const),
    },
    differences: { row: [], key: [], field: [], state: [], base: [], sheet: [], server: [] },
  }));
  const count = Object.values(last.summary).reduce((sum, one) => sum + one, 0);
  const summary = { ...last.summary, new: 0, changed: 0, unchanged: count };
  const result = { revision: property.revision, summary, tables, money: [] };
  const answer: PushResult = { ...result, digest: digestOf(result) };
  if (body.mode === 'preview') return answer;
  requireSameEffect(body, answer);
  await remember(job, answer);
  return answer;
}

async function merge(job: Job): Promise<PushResult> {
  const { sql, property, body, trusted } = job;
  const { propertyId, nextId } = property;
  const kinds = [...new Set(body.tables.map(({ kind }): Kind => kind))];
  const [ledger, closings, stored] = await Promise.all([
    loadLedger(sql, propertyId),
    loadClosings(sql, propertyId),
    loadBases(sql, propertyId, body.workbookId, kinds),
  ]);
  const bases = readBases(stored, trusted);
  const terms = { ...property, closings };
  const computed = computePush({ body, ledger, bases, trusted, nextId, terms });
  const { tables, summary, money, changes } = computed;
  const digest = digestOf({ tables, money });
  const moves = countChanges(changes) > 0;
  const preview: PushResult = { revision: property.revision, digest, summary, tables, money };
  if (body.mode === 'preview') return preview;
  requireSound(body, preview);
  requireSameEffect(body, preview);
  const changeSetId = randomUUID();
  const revision = property.revision + (moves ? 1 : 0);
  const answer = { ...preview, revision, ...(moves ? { changeSetId } : {}) };
  const before = new Map(stored.map((one) => [`${one.kind}|${one.source}`, one.document]));
  await Promise.all([
    saveChanges(sql, propertyId, changes),
    // The database is at work on the facts while the rest is written: a fifth of the time.
    nextTurn().then(() =>
      Promise.all([
        ...(moves ? [enterHistory(job, computed, changeSetId, revision)] : []),
        remember(job, answer),
        saveAgreed(job, computed, before),
      ]),
    ),
  ]);
  return answer;
}

function requireSameEffect({ digest }: PushRequest, answer: PushResult): void {
  if (digest === undefined || digest === answer.digest) return;
  throw new AppError(
    'effect-changed',
    'The property has changed since the preview, and the push would now do something else. Look at a new preview.',
  );
}

async function enterHistory(
  job: Job,
  { changes, nextId, ...computed }: Computed,
  changeSetId: string,
  revision: number,
) {
  const { sql, property, caller, body, at } = job;
  const { propertyId } = property;
  const { summary, money } = computed;
  await Promise.all([
    advanceProperty(sql, propertyId, revision, nextId),
    insertChangeSet(sql, {
      ...{ propertyId, changeSetId, revision, at, userId: caller.userId },
      ...{ workbookId: body.workbookId, workbookName: body.workbookName ?? null },
      ...{ kind: 'push', summary, undoes: null },
      rows: countChanges(changes),
      moneyMoved: countMoved(money),
      document: documentOf(changes),
    }),
  ]);
}

const MOST_EARLIER_PUSHES = 100;

async function remember({ sql, property, body, workbook, hash }: Job, answer: PushResult) {
  const { workbookId, workbookName, pushId } = body;
  const earlier = workbook === null ? [] : [workbook.lastPushId, ...workbook.earlierPushIds];
  await saveWorkbook(sql, property.propertyId, {
    ...{ workbookId, name: workbookName ?? null, lastPushId: pushId, lastPushHash: hash },
    settledRevision: isSettled(answer) ? answer.revision : null,
    earlierPushIds: earlier.slice(0, MOST_EARLIER_PUSHES),
    lastAnswer: JSON.stringify(answer),
  });
}

async function saveAgreed(job: Job, { run }: Computed, before: ReadonlyMap<string, string>) {
  const { sql, property, body, workbook, trusted } = job;
  const { propertyId } = property;
  const rows = run.groups
    .map((group) => {
      const document = writeBase(nextBaseOf(run, group));
      return { kind: group.kind, source: group.source, document, stale: false };
    })
    .filter(
      ({ kind, source, document }) => !trusted || before.get(`${kind}|${source}`) !== document,
    );
  if (workbook !== null && !trusted) await markBasesStale(sql, propertyId, body.workbookId);
  if (rows.length > 0) await saveBases(sql, propertyId, body.workbookId, rows);
}
