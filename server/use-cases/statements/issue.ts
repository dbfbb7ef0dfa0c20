import type { BodyOf, OutputOf } from '../../../contract/endpoint.ts';
import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { DraftReason } from '../../../contract/statements.ts';
import { isoFromDay } from '../../billing/days.ts';
import { accountKey } from '../../billing/stated.ts';
import { findChangeSet, insertChangeSet } from '../../db/change-sets.ts';
import type { Sql } from '../../db/client.ts';
import { advanceProperty, lockProperty, type PropertyRow } from '../../db/properties.ts';
import {
  insertStatements,
  loadIssued,
  nextStatementNumber,
  type NumberedClosingRow,
  type StatementRow,
} from '../../db/statements.ts';
import { transaction } from '../../db/transaction.ts';
import { AppError } from '../app-error.ts';
import { noSuchProperty } from '../authenticate.ts';
import type { UseCase } from '../context.ts';
import { computeDrafts, digestOfAll, hashOf, type Drafted, type Drafts } from './compute.ts';
import { listedOf } from './listed.ts';
import { writeStated } from './stated-text.ts';

type Issue = (typeof ENDPOINTS)['issueStatements'];
type Body = BodyOf<Issue>;

/**
 * Numbers bills and keeps them, under the property's lock: so numbers have neither gaps nor doubles. The
 * change set has the id that the add-in made; that one again gets the same answer.
 */
export const issueStatements: UseCase<Issue> = async ({ database, now }, caller, { body }) =>
  transaction(database, async (sql) => {
    const { propertyId, userId } = caller;
    const property = await lockProperty(sql, propertyId);
    if (property === null) throw noSuchProperty();
    const known = await findChangeSet(sql, propertyId, body.issueId);
    if (known !== null) {
      const hash = 'statements' in known.document ? known.document.hash : null;
      if (hash === hashOf(body)) return answer(sql, propertyId, body.issueId, known.revision);
      throw new AppError(
        'issue-reused',
        'These bills were issued before, otherwise. Look at them.',
      );
    }
    if (property.archivedAt !== null) {
      throw new AppError(
        'archived',
        'The property is archived. Restore it before you issue bills.',
      );
    }
    const drafts = await computeDrafts(sql, property, body);
    const chosen = chosenOf(body, drafts);
    const first = await nextStatementNumber(sql, propertyId);
    const revision = property.revision + 1;
    const statements = chosen.map((one, index) => rowOf(one, first + index, body));
    await insertStatements(sql, propertyId, statements, closingsOf(chosen, first, drafts));
    await advanceProperty(sql, propertyId, revision, property.nextId);
    await insertChangeSet(sql, {
      ...{ propertyId, changeSetId: body.issueId, revision, at: now(), userId, kind: 'issue' },
      ...{ workbookId: null, workbookName: null, summary: null, undoes: null },
      ...{ rows: 0, moneyMoved: 0 },
      document: {
        statements: { first, last: first + chosen.length - 1 },
        hash: hashOf(body),
      },
    });
    return answer(sql, propertyId, body.issueId, revision);
  });

async function answer(
  sql: Sql,
  propertyId: PropertyRow['propertyId'],
  changeSetId: string,
  revision: number,
): Promise<OutputOf<Issue>> {
  const documents = await loadIssued(sql, propertyId, changeSetId);
  const statements = documents.map((text) => JSON.parse(text) as StatementDocument);
  return { revision, changeSetId, statements };
}

type Issuable = Drafted & { readonly document: StatementDocument };

function isIssuable(one: Drafted): one is Issuable {
  return one.document !== null;
}

/** In the order of units and tenants, whatever the order in which they are named. */
function chosenOf({ drafts: named, digest }: Body, { drafts, names }: Drafts): Issuable[] {
  const issuable = drafts.filter(isIssuable);
  if (named === 'all') {
    if (digest !== undefined && digest !== digestOfAll(drafts)) throw changed();
    if (issuable.length > 0) return issuable;
    throw new AppError('not-issuable', 'There is no bill to issue for this period.');
  }
  const digests = new Map(named.map((one) => [one.key, one.digest]));
  const chosen = drafts.filter(({ draft }) =>
    digests.has(accountKey(draft.unitId, draft.tenancyId)),
  );
  if (chosen.length < digests.size) throw changed();
  for (const { draft, document, ...one } of chosen) {
    if (document === null) {
      const unit = names.units.get(draft.unitId) ?? '';
      const tenant = names.tenancies.get(draft.tenancyId ?? '')?.tenant;
      const who = tenant === undefined ? unit : `${unit}, ${tenant}`;
      const why = draft.reason === null ? '' : REASONS[draft.reason](draft.number ?? 0);
      throw new AppError('not-issuable', `${who}: ${why}`);
    }
    const seen = digests.get(accountKey(draft.unitId, draft.tenancyId));
    if (seen !== undefined && seen !== one.digest) throw changed();
  }
  return chosen.filter(isIssuable);
}

const REASONS: Readonly<Record<DraftReason, (number: number) => string>> = {
  issued: (number) => `No. ${number} stands for this period already. Void it first.`,
  laterStatement: (number) => `No. ${number} is of a later period and stands. Void it first.`,
  missing: () => 'a meter reading is missing.',
  inQuestion: () => 'a meter reading waits for an answer.',
  waiting: () => 'the period overlaps another, or has no first day. Correct the utility bill.',
  noBaseline: () => 'there is no meter reading before the period.',
  noSubMeter: () => 'the unit has no sub-meter.',
};

function changed(): AppError {
  return new AppError(
    'effect-changed',
    'The property has changed since you saw these bills, and they would now say something else. Look at them again.',
  );
}

function rowOf({ draft, document }: Issuable, number: number, { issueId }: Body): StatementRow {
  const issued: StatementDocument = { ...document, number };
  const { bill } = draft;
  if (bill === null) throw new Error('a document of no bill');
  return {
    ...{ number, changeSetId: issueId, kind: issued.kind },
    unitId: Number(draft.unitId),
    tenancyId: draft.tenancyId === null ? null : Number(draft.tenancyId),
    ...{ periodEnd: issued.periodEnd, cutOff: issued.cutOff },
    listed: listedOf(issued),
    document: JSON.stringify(issued),
    stated: writeStated(bill.stated),
  };
}

/** Of tenants who live there on the period's last day: the readings of that day are what they rest on. */
function closingsOf(chosen: readonly Issuable[], first: number, { period }: Drafts) {
  return chosen.flatMap(({ draft: { bill } }, index): NumberedClosingRow[] => {
    if (bill?.rows.some(({ to }) => to === period.end) !== true) return [];
    return bill.usages.flatMap(({ closerId }): NumberedClosingRow[] => {
      if (closerId === null) return [];
      const [subMeterId = '', date = '', role = ''] = closerId.split('|');
      return [
        {
          ...{ number: first + index, subMeterId: Number(subMeterId), date },
          ...{ boundary: isoFromDay(period.end), role: role as NumberedClosingRow['role'] },
        },
      ];
    });
  });
}
