import { randomUUID } from 'node:crypto';
import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import { findChangeSet, insertChangeSet } from '../../db/change-sets.ts';
import { advanceProperty, lockProperty, type PropertyRow } from '../../db/properties.ts';
import { withdrawStatementMails } from '../../db/statement-mails.ts';
import { findVoidable, loadClosings, markVoid } from '../../db/statements.ts';
import { transaction } from '../../db/transaction.ts';
import { AppError } from '../app-error.ts';
import { noSuchProperty } from '../authenticate.ts';
import type { UseCase } from '../context.ts';
import { loadRows } from '../ledger.ts';
import { countMoved, momentOf, moneyEffects } from '../push/effects.ts';
import { noSuchStatement } from './list.ts';

/**
 * A void statement keeps its number and its words. It counts for nothing any more: the next bill tells
 * all anew, and readings that it fixed are free. One that is void already stays as it is.
 */
export const voidStatement: UseCase<(typeof ENDPOINTS)['voidStatement']> = async (
  { database, now },
  { propertyId, userId },
  { params, body },
) =>
  transaction(database, async (sql) => {
    const property = await lockProperty(sql, propertyId);
    if (property === null) throw noSuchProperty();
    const number = Number(params.number);
    const found = await findVoidable(sql, propertyId, number);
    if (found === null) throw noSuchStatement();
    if (found.voidChangeSetId !== null) {
      const change = await findChangeSet(sql, propertyId, found.voidChangeSetId);
      return {
        revision: change?.revision ?? property.revision,
        changeSetId: found.voidChangeSetId,
      };
    }
    requireVoidable(property, found.laterNumber);
    const changeSetId = randomUUID();
    const revision = property.revision + 1;
    const [rows, closingsBefore] = await Promise.all([
      loadRows(sql, propertyId),
      loadClosings(sql, propertyId),
    ]);
    await markVoid(sql, propertyId, number, { at: now(), reason: body.reason.trim(), changeSetId });
    await withdrawStatementMails(sql, propertyId, number);
    const moment = (closings: typeof closingsBefore) => momentOf(rows, { ...property, closings });
    const after = await loadClosings(sql, propertyId);
    const moved = moneyEffects(moment(closingsBefore), moment(after), property.currency);
    await advanceProperty(sql, propertyId, revision, property.nextId);
    await insertChangeSet(sql, {
      ...{ propertyId, changeSetId, revision, at: now(), userId, kind: 'void' },
      ...{ workbookId: null, workbookName: null, summary: null, undoes: null },
      ...{ rows: 0, moneyMoved: countMoved(moved) },
      document: { statements: { first: number, last: number }, hash: null },
    });
    return { revision, changeSetId };
  });

/** Statements of an account rest on one another: the last one goes first. */
function requireVoidable({ archivedAt }: PropertyRow, laterNumber: number | null): void {
  if (archivedAt !== null) {
    throw new AppError('archived', 'The property is archived. Restore it before you void a bill.');
  }
  if (laterNumber === null) return;
  throw new AppError(
    'later-statement',
    `No. ${laterNumber} of the same tenant rests on it. Void that one first.`,
  );
}
