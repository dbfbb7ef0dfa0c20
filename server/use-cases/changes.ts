/** History, and the way back: an undo is a change set of its own that restores what one changed. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../../contract/changes.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Settings } from '../../contract/properties.ts';
import * as changeSets from '../db/change-sets.ts';
import type { ChangeSetRow, FactsDocument, SettingsDocument } from '../db/change-sets.ts';
import type { Sql } from '../db/client.ts';
import { findProperty, lockProperty, saveProperty, type PropertyRow } from '../db/properties.ts';
import { loadClosings } from '../db/statements.ts';
import { transaction } from '../db/transaction.ts';
import { AppError } from './app-error.ts';
import { noSuchProperty } from './authenticate.ts';
import type { UseCase } from './context.ts';
import { factRows } from './facts.ts';
import { changesFrom, documentOf } from './history.ts';
import { changesOf, countChanges, loadLedger, saveChanges } from './ledger.ts';
import { countMoved, momentOf, moneyEffects } from './push/effects.ts';
import { movedBySettings } from './settings-effect.ts';
import { brokenBy, restore } from './undo.ts';

type Endpoints = typeof ENDPOINTS;

const PAGE = 50;
const LAST_REVISION = 2 ** 31 - 1;

export const listChanges: UseCase<Endpoints['listChanges']> = async (
  { database },
  { propertyId, userId },
  { query },
) =>
  transaction(
    database,
    async (sql) => {
      const before = Number(query.before ?? LAST_REVISION);
      const [property, rows, undoes] = await Promise.all([
        findProperty(sql, propertyId),
        changeSets.listChangeSets(sql, propertyId, before, Number(query.limit ?? PAGE)),
        changeSets.listUndoes(sql, propertyId),
      ]);
      if (property === null) throw noSuchProperty();
      const undoneBy = undoneByOf(undoes);
      const changes = rows.map((row) => ({
        ...wire(row),
        isYours: row.userId === userId,
        undoneBy: undoneBy.get(row.changeSetId) ?? null,
      }));
      return { revision: property.revision, changes };
    },
    'isolation level repeatable read read only',
  );

function wire(row: ChangeSetRow): Omit<Change, 'isYours' | 'undoneBy'> {
  const { changeSetId, revision, at, kind, workbookId, workbookName, settings, statements } = row;
  const { by, summary, rows, moneyMoved, undoes } = row;
  return {
    ...{ id: changeSetId, revision, at: new Date(at).toISOString(), by, kind, workbookId },
    ...{ workbook: workbookName, summary, rows, moneyMoved, settings, statements, undoes },
  };
}

/** An undo that was undone itself undoes nothing any more. */
function undoneByOf(undoes: Awaited<ReturnType<typeof changeSets.listUndoes>>) {
  const undoneBy = new Map<string, string>();
  for (const { changeSetId, undoes: undone } of undoes.toReversed()) {
    if (!undoneBy.has(changeSetId)) undoneBy.set(undone, changeSetId);
  }
  return undoneBy;
}

export const undoChange: UseCase<Endpoints['undoChange']> = async (
  { database, now },
  { propertyId, userId },
  { params: { changeSetId: undoes } },
) =>
  transaction(database, async (sql) => {
    const property = await lockProperty(sql, propertyId);
    if (property === null) throw noSuchProperty();
    if (property.archivedAt !== null) {
      throw new AppError('archived', 'The property is archived. Restore it before you undo.');
    }
    const [change, all] = await Promise.all([
      changeSets.findChangeSet(sql, propertyId, undoes),
      changeSets.listUndoes(sql, propertyId),
    ]);
    if (change === null) throw new AppError('not-found', 'The property has no such change.');
    if (undoneByOf(all).has(undoes)) throw refused('It is undone already.');
    const { document } = change;
    if ('statements' in document) {
      throw new AppError(
        'not-undoable',
        'Statements that were issued are voided, one by one and with a reason. A void one stays void.',
      );
    }
    const undone =
      'settings' in document
        ? await undoSettings(sql, property, document)
        : await undoFacts(sql, property, document);
    const changeSetId = randomUUID();
    const revision = property.revision + 1;
    await Promise.all([
      saveProperty(sql, { ...property, settings: undone.settings, revision }),
      changeSets.insertChangeSet(sql, {
        ...{ propertyId, changeSetId, revision, at: now(), userId, undoes, kind: 'undo' },
        ...{ workbookId: null, workbookName: null, summary: null },
        ...{ rows: undone.rows, moneyMoved: undone.moneyMoved, document: undone.document },
      }),
    ]);
    return { revision, changeSetId };
  });

interface Undone {
  readonly settings: Settings;
  readonly rows: number;
  readonly moneyMoved: number;
  readonly document: FactsDocument | SettingsDocument;
}

async function undoSettings(
  sql: Sql,
  property: PropertyRow,
  { settings: { before, after } }: SettingsDocument,
): Promise<Undone> {
  if (!isDeepStrictEqual(property.settings, after)) {
    throw refused('The settings were changed again since.');
  }
  return {
    ...{ settings: before, rows: 0 },
    moneyMoved: await movedBySettings(sql, property, after, before),
    document: { settings: { before: after, after: before } },
  };
}

async function undoFacts(
  sql: Sql,
  property: PropertyRow,
  document: FactsDocument,
): Promise<Undone> {
  const { propertyId, currency, settings } = property;
  const [ledger, closings] = await Promise.all([
    loadLedger(sql, propertyId),
    loadClosings(sql, propertyId),
  ]);
  const terms = { ...property, closings };
  const was = momentOf(factRows(ledger), terms);
  const reason = restore(ledger, changesFrom(document)) ?? brokenBy(ledger);
  if (reason !== null) throw refused(reason);
  const changes = changesOf(ledger);
  await saveChanges(sql, propertyId, changes);
  return {
    ...{ settings, rows: countChanges(changes), document: documentOf(changes) },
    moneyMoved: countMoved(moneyEffects(was, momentOf(factRows(ledger), terms), currency)),
  };
}

function refused(reason: string): AppError {
  return new AppError('later-changes', `This change cannot be undone. ${reason}`);
}
