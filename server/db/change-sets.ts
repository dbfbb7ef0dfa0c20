/**
 * History: who changed what, when. What a change set did to facts is one columnar document, each
 * table's rows before and after; an undo needs nothing else.
 */
import type { Settings } from '../../contract/properties.ts';
import type { Summary } from '../../contract/push.ts';
import type { Sql } from './client.ts';
import { wholeSettings } from './settings.ts';

type Value = string | number | boolean | null;

/** Rows as columns, each an array or, where all rows hold the same, that value. */
export interface Packed {
  readonly count: number;
  readonly columns: Readonly<Record<string, Value | readonly Value[]>>;
}

export interface TableChanges {
  readonly inserted?: Packed;
  readonly updated?: { readonly before: Packed; readonly after: Packed };
  readonly deleted?: Packed;
}

/** By table: units, subMeters, tenancies, bills, readings, payments, adjustments. */
export interface FactsDocument {
  readonly tables: Readonly<Record<string, TableChanges>>;
}

/** What a change set of kind `settings` did; an undo of it puts `before` back. */
export interface SettingsDocument {
  readonly settings: { readonly before: Settings; readonly after: Settings };
}

/** What was issued or voided: the statements hold the rest. */
export interface StatementsDocument {
  readonly statements: { readonly first: number; readonly last: number };
  /** Of what was asked for, to tell a repetition from a reused id; null: of a void. */
  readonly hash: string | null;
}

export type ChangeDocument = FactsDocument | SettingsDocument | StatementsDocument;

export interface SettingsChange {
  readonly propertyId: string;
  readonly changeSetId: string;
  readonly revision: number;
  readonly at: Date;
  readonly userId: string;
  readonly moneyMoved: number;
  readonly document: SettingsDocument;
}

export async function insertSettingsChange(sql: Sql, change: SettingsChange): Promise<void> {
  const { propertyId, changeSetId, revision, at, userId, moneyMoved, document } = change;
  await sql`
    insert into change_sets
      (property_id, change_set_id, revision, at, user_id, kind, rows, money_moved, document)
    values (${propertyId}, ${changeSetId}, ${revision}, ${at.toISOString()}, ${userId},
      'settings', 0, ${moneyMoved}, ${JSON.stringify(document)})`;
}

export type ChangeKind = 'push' | 'settings' | 'undo' | 'issue' | 'void';

/** All but the document of facts, which is large. */
export interface ChangeSetRow {
  readonly changeSetId: string;
  readonly revision: number;
  readonly at: string;
  readonly kind: ChangeKind;
  readonly workbookId: string | null;
  readonly workbookName: string | null;
  readonly summary: Summary | null;
  readonly rows: number;
  readonly moneyMoved: number;
  readonly undoes: string | null;
  readonly userId: string | null;
  /** The user's name; null once the account is deleted. */
  readonly by: string | null;
  /** null where facts were changed, or statements issued or voided. */
  readonly settings: SettingsDocument['settings'] | null;
  readonly statements: StatementsDocument['statements'] | null;
}

export interface FactsChange {
  readonly propertyId: string;
  readonly changeSetId: string;
  readonly revision: number;
  readonly at: Date;
  readonly userId: string;
  readonly workbookId: string | null;
  readonly workbookName: string | null;
  readonly kind: ChangeKind;
  readonly summary: Summary | null;
  readonly rows: number;
  readonly moneyMoved: number;
  readonly undoes: string | null;
  readonly document: ChangeDocument;
}

export async function insertChangeSet(sql: Sql, change: FactsChange): Promise<void> {
  const { propertyId, changeSetId, revision, at, userId, workbookId, workbookName } = change;
  const { kind, summary, rows, moneyMoved, undoes, document } = change;
  await sql`
    insert into change_sets (property_id, change_set_id, revision, at, user_id, workbook_id,
      workbook_name, kind, summary, rows, money_moved, undoes, document)
    values (${propertyId}, ${changeSetId}, ${revision}, ${at.toISOString()}, ${userId},
      ${workbookId}, ${workbookName}, ${kind},
      ${summary === null ? null : JSON.stringify(summary)}::text::jsonb,
      ${rows}, ${moneyMoved}, ${undoes}, ${JSON.stringify(document)})`;
}

/** Newest first, those before a revision. */
export async function listChangeSets(
  sql: Sql,
  propertyId: string,
  before: number,
  limit: number,
): Promise<ChangeSetRow[]> {
  const rows = await sql<
    (Omit<ChangeSetRow, 'settings' | 'statements'> & { document: string | null })[]
  >`
    select change_set_id as "changeSetId", revision, at, kind, workbook_id as "workbookId",
      workbook_name as "workbookName", summary, rows, money_moved as "moneyMoved", undoes,
      change_sets.user_id as "userId", users.name as by,
      case when kind in ('settings', 'issue', 'void') then document end as document
    from change_sets left join users on users.user_id = change_sets.user_id
    where property_id = ${propertyId} and revision < ${before}
    order by revision desc limit ${limit}`;
  return rows.map(({ document, ...row }) => {
    const read = document === null ? null : readDocument(document);
    return {
      ...row,
      settings: read !== null && 'settings' in read ? read.settings : null,
      statements: read !== null && 'statements' in read ? read.statements : null,
    };
  });
}

function readDocument(text: string): ChangeDocument {
  const document = JSON.parse(text) as ChangeDocument;
  if (!('settings' in document)) return document;
  const { before, after } = document.settings;
  return { settings: { before: wholeSettings(before), after: wholeSettings(after) } };
}

/** The change set that led to a revision; null: before the first, or the property was never there. */
export async function changeSetAt(
  sql: Sql,
  propertyId: string,
  revision: number,
): Promise<string | null> {
  const [row] = await sql<{ changeSetId: string }[]>`
    select change_set_id as "changeSetId" from change_sets
    where property_id = ${propertyId} and revision = ${revision}`;
  return row?.changeSetId ?? null;
}

/** A change set with what it did, or null where that is more than was asked for. */
export interface Step {
  readonly changeSetId: string;
  readonly revision: number;
  readonly document: ChangeDocument | null;
}

/** From a revision on, this one included (without what it did); the oldest first. */
export async function listSteps(
  sql: Sql,
  propertyId: string,
  revision: number,
  most: { readonly steps: number; readonly rowsOfOne: number },
): Promise<Step[]> {
  const rows = await sql<(Omit<Step, 'document'> & { document: string | null })[]>`
    select change_set_id as "changeSetId", revision,
      case when revision > ${revision} and rows <= ${most.rowsOfOne} then document end as document
    from change_sets where property_id = ${propertyId} and revision >= ${revision}
    order by revision limit ${most.steps + 1}`;
  return rows.map(({ document, ...row }) => ({
    ...row,
    document: document === null ? null : readDocument(document),
  }));
}

/** What each change set did, as it is stored: JSON. */
export async function loadDocuments(
  sql: Sql,
  propertyId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ changeSetId: string; document: string }[]>`
    select change_set_id as "changeSetId", document from change_sets
    where property_id = ${propertyId}`;
  return new Map(rows.map((row) => [row.changeSetId, row.document]));
}

/** Every undo of the property, the oldest first: an undo can itself be undone. */
export async function listUndoes(
  sql: Sql,
  propertyId: string,
): Promise<{ changeSetId: string; undoes: string }[]> {
  return sql<{ changeSetId: string; undoes: string }[]>`
    select change_set_id as "changeSetId", undoes from change_sets
    where property_id = ${propertyId} and undoes is not null order by revision`;
}

export async function findChangeSet(
  sql: Sql,
  propertyId: string,
  changeSetId: string,
): Promise<{ kind: ChangeKind; revision: number; document: ChangeDocument } | null> {
  const [row] = await sql<{ kind: ChangeKind; revision: number; document: string }[]>`
    select kind, revision, document from change_sets
    where property_id = ${propertyId} and change_set_id = ${changeSetId}`;
  return row === undefined ? null : { ...row, document: readDocument(row.document) };
}
