/** Statements as they were issued. */
import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { Statement } from '../../../contract/statements.ts';
import { findProperty } from '../../db/properties.ts';
import {
  listStatementRows,
  loadDocuments,
  loadDocumentsWithin,
  type DocumentRow,
  type ListedRow,
  type Voided,
} from '../../db/statements.ts';
import { transaction } from '../../db/transaction.ts';
import { AppError } from '../app-error.ts';
import { noSuchProperty } from '../authenticate.ts';
import type { UseCase } from '../context.ts';
import { readListed } from './listed.ts';

type Endpoints = typeof ENDPOINTS;

const SNAPSHOT = 'isolation level repeatable read read only';

export const listStatements: UseCase<Endpoints['listStatements']> = async (
  { database },
  { propertyId },
  { query: { from, to } },
) => {
  const [property, rows] = await transaction(
    database,
    (sql) =>
      Promise.all([findProperty(sql, propertyId), listStatementRows(sql, propertyId, from, to)]),
    SNAPSHOT,
  );
  if (property === null) throw noSuchProperty();
  return { revision: property.revision, columns: statementColumns(rows) };
};

export function statementColumns(rows: readonly ListedRow[]) {
  const listed = rows.map((row) => readListed(row.listed));
  return {
    number: rows.map(({ number }) => number),
    kind: rows.map(({ kind }) => kind),
    periodStart: listed.map(({ periodStart }) => periodStart),
    periodEnd: rows.map(({ periodEnd }) => periodEnd),
    unit: listed.map(({ unit }) => unit),
    tenant: listed.map(({ tenant }) => tenant),
    issueDate: listed.map(({ issueDate }) => issueDate),
    dueDate: listed.map(({ dueDate }) => dueDate),
    charge: listed.map(({ charge }) => charge),
    totalDue: listed.map(({ totalDue }) => totalDue),
    voidedAt: rows.map((row) => voidedOf(row)?.at ?? null),
    voidReason: rows.map(({ voidReason }) => voidReason),
  };
}

export const listStatementDocuments: UseCase<Endpoints['listStatementDocuments']> = async (
  { database },
  { propertyId },
  { query: { from, to } },
) => {
  const [property, rows] = await transaction(
    database,
    (sql) =>
      Promise.all([findProperty(sql, propertyId), loadDocumentsWithin(sql, propertyId, from, to)]),
    SNAPSHOT,
  );
  if (property === null) throw noSuchProperty();
  return { revision: property.revision, statements: rows.map(statementOf) };
};

export const getStatement: UseCase<Endpoints['getStatement']> = async (
  { database },
  { propertyId },
  { params },
) => {
  const [row] = await loadDocuments(database.sql, propertyId, [Number(params.number)]);
  if (row === undefined) throw noSuchStatement();
  return statementOf(row);
};

export function noSuchStatement(): AppError {
  return new AppError('not-found', 'The property has no statement of this number.');
}

export function statementOf(row: DocumentRow): Statement {
  return { voided: voidedOf(row), document: JSON.parse(row.document) as StatementDocument };
}

function voidedOf({ voidedAt, voidReason }: Voided): Statement['voided'] {
  if (voidedAt === null) return null;
  return { at: new Date(voidedAt).toISOString(), reason: voidReason ?? '' };
}
