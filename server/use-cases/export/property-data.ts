import { KIND_ORDER } from '../../../contract/kinds.ts';
import type { Kind } from '../../../contract/kinds.ts';
import { compareKeys, labelKey } from '../../billing/natural-order.ts';
import { listChangeSets, loadDocuments } from '../../db/change-sets.ts';
import type { Sql } from '../../db/client.ts';
import { listMembers } from '../../db/members.ts';
import type { PropertyRow } from '../../db/properties.ts';
import { listStatementRows, loadDocumentsWithin } from '../../db/statements.ts';
import { decimalsOf } from '../currency.ts';
import { factRows } from '../facts.ts';
import { loadLedger } from '../ledger.ts';
import type { Ledger } from '../ledger.ts';
import type { Cell } from '../push/merge.ts';
import { rulesOf } from '../push/run.ts';
import type { KindRules } from '../push/rules.ts';
import { statementColumns, statementOf } from '../statements/list.ts';
import { csv, csvOfColumns } from './csv.ts';

const LAST_REVISION = 2 ** 31 - 1;

/** A property for its owner: everything as data, and what people read as tables. */
export interface PropertyData {
  readonly name: string;
  readonly json: object;
  /** CSV by file name. */
  readonly tables: Readonly<Record<string, string>>;
}

export async function propertyData(sql: Sql, property: PropertyRow): Promise<PropertyData> {
  const { propertyId, name, currency, settings, revision, archivedAt } = property;
  const ledger = await loadLedger(sql, propertyId);
  const members = (await listMembers(sql, propertyId)).map(({ name, email, role }) => {
    return { name, email, role };
  });
  const changeSets = await listChangeSets(sql, propertyId, LAST_REVISION, LAST_REVISION);
  const documents = await loadDocuments(sql, propertyId);
  const changes = changeSets.map(({ changeSetId, revision, kind, by, ...row }) => ({
    ...{ changeSetId, revision, kind, by, at: new Date(row.at).toISOString() },
    ...{ workbookId: row.workbookId, workbookName: row.workbookName, summary: row.summary },
    ...{ rows: row.rows, moneyMoved: row.moneyMoved, undoes: row.undoes },
    document: JSON.parse(documents.get(changeSetId) ?? 'null') as unknown,
  }));
  const statements = await loadDocumentsWithin(sql, propertyId, undefined, undefined);
  const listed = statementColumns(await listStatementRows(sql, propertyId, undefined, undefined));
  const facts = tablesOf(ledger, currency);
  return {
    name,
    json: {
      ...{ id: propertyId, name, currency, settings, revision },
      archivedAt: archivedAt?.toISOString() ?? null,
      members,
      facts: factRows(ledger),
      statements: statements.map(statementOf),
      changeSets: changes,
    },
    tables: {
      ...facts,
      'members.csv': csv(
        ['name', 'email', 'role'],
        members.map(({ name, email, role }) => [name, email, role]),
      ),
      'statements.csv': csvOfColumns(listed),
      'changes.csv': csv(
        ['at', 'by', 'kind', 'workbook', 'rows', 'moneyMoved'],
        changes.map((one) => [
          ...[one.at, one.by, one.kind, one.workbookName, one.rows, one.moneyMoved],
        ]),
      ),
    },
  };
}

/** A table of each kind of row, in the words in which a workbook pushes them: so they can be pushed. */
function tablesOf(ledger: Ledger, currency: string): Record<string, string> {
  const rules = rulesOf(ledger, noNewId, decimalsOf(currency));
  const rowsOf: Readonly<Record<Kind, Cell[][]>> = {
    ...{ tenancies: sheetRows(rules.tenancies), bills: sheetRows(rules.bills) },
    ...{ readings: sheetRows(rules.readings), payments: sheetRows(rules.payments) },
    adjustments: sheetRows(rules.adjustments),
    units: [...sheetRows(rules.units), ...unitsWithoutSubMeter(ledger)],
  };
  return Object.fromEntries(
    KIND_ORDER.map((kind) => [`${kind}.csv`, csv(rules[kind].fields, ordered(rowsOf[kind]))]),
  );
}

function noNewId(): never {
  throw new Error('nothing is made here');
}

function sheetRows({ identities, valuesOf }: KindRules): Cell[][] {
  return identities().flatMap((identity) => [valuesOf(identity) ?? []]);
}

function unitsWithoutSubMeter(ledger: Ledger): Cell[][] {
  const withOne = new Set(ledger.subMeters.values().map(({ unitId }) => unitId));
  const without = ledger.units.values().filter(({ unitId }) => !withOne.has(unitId));
  return without.map(({ label }) => [label, null, null, null, null]);
}

/** By the first cells, which are the unit or the date. */
function ordered(rows: readonly Cell[][]): Cell[][] {
  return rows
    .map((cells) => ({ cells, key: labelKey(cells.map((cell) => cell ?? '').join('\t')) }))
    .toSorted((a, b) => compareKeys(a.key, b.key))
    .map(({ cells }) => cells);
}
