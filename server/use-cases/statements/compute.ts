/** The drafts of a period from what the database holds: for showing them, and under the lock for issuing. */
import { createHash } from 'node:crypto';
import type { StatementDocument } from '../../../contract/statement-document.ts';
import { dayFromIso, isoFromDay } from '../../billing/days.ts';
import { derive } from '../../billing/derive.ts';
import type { Derived, Period } from '../../billing/derived.ts';
import { draftsOf, type Draft } from '../../billing/drafts.ts';
import { defaultCutOff, type Standing } from '../../billing/tenant-bill.ts';
import type { Sql } from '../../db/client.ts';
import type { PropertyRow } from '../../db/properties.ts';
import {
  loadClosings,
  loadDocuments,
  loadStanding,
  type StandingRow,
} from '../../db/statements.ts';
import { AppError } from '../app-error.ts';
import { decimalsOf } from '../currency.ts';
import { billingFacts } from '../facts.ts';
import { moneyWriter } from '../figures.ts';
import { loadRows } from '../ledger.ts';
import { documentOf, type Heading } from './document.ts';
import { namesOf, type Names } from './names.ts';
import { readStated } from './stated-text.ts';

export interface Asked {
  readonly periodEnd: string;
  readonly issueDate: string;
  readonly cutOff?: string | undefined;
  /** Otherwise by the property's settings. */
  readonly dueDate?: string | null | undefined;
  readonly note?: string | undefined;
}

export interface Drafted {
  readonly draft: Draft;
  readonly digest: string | null;
  readonly document: StatementDocument | null;
}

export interface Drafts {
  readonly period: Period;
  readonly cutOff: string;
  readonly dueDate: string | null;
  readonly names: Names;
  readonly drafts: readonly Drafted[];
  readonly derived: Derived;
}

/** @param sql in one snapshot */
export async function computeDrafts(
  sql: Sql,
  property: PropertyRow,
  asked: Asked,
): Promise<Drafts> {
  const { propertyId, currency } = property;
  const [rows, closings, standing] = await Promise.all([
    loadRows(sql, propertyId),
    loadClosings(sql, propertyId),
    loadStanding(sql, propertyId),
  ]);
  const facts = billingFacts(rows, { ...property, closings });
  const derived = derive(facts);
  const periodEnd = dayFromIso(asked.periodEnd);
  const period = derived.periods.find(({ end }) => end === periodEnd);
  if (period === undefined) {
    throw new AppError(
      'not-found',
      `No utility bill has a period that ends on ${asked.periodEnd}.`,
    );
  }
  const cutOff =
    asked.cutOff === undefined
      ? defaultCutOff(derived.periods, periodEnd, dayFromIso(asked.issueDate))
      : Math.max(dayFromIso(asked.cutOff), periodEnd);
  const found = draftsOf(facts, derived, standing.map(standingOf), { periodEnd, cutOff });
  const earlier = await documentsBefore(sql, propertyId, found);
  const heading = headingOf(property, asked);
  const names = namesOf(rows);
  const money = moneyWriter(decimalsOf(currency));
  return {
    ...{ period, cutOff: isoFromDay(cutOff), dueDate: heading.dueDate, names, derived },
    drafts: found.map((draft): Drafted => {
      if (draft.bill === null) return { draft, digest: null, document: null };
      const before = earlier.get(draft.last?.number ?? 0) ?? null;
      const one = { draft, bill: draft.bill, period, before };
      const document = documentOf(one, heading, names, money);
      return { draft, digest: digestOf(document), document };
    }),
  };
}

const NOTHING = { charges: [], payments: [], adjustments: [] };

function standingOf(row: StandingRow): Standing {
  return {
    number: row.number,
    unitId: String(row.unitId),
    tenancyId: row.tenancyId === null ? null : String(row.tenancyId),
    periodEnd: dayFromIso(row.periodEnd),
    cutOff: dayFromIso(row.cutOff),
    stated: row.stated === null ? NOTHING : readStated(row.stated),
  };
}

/** By number; a correction takes over from the statement before it. */
async function documentsBefore(
  sql: Sql,
  propertyId: string,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<number, StatementDocument>> {
  const numbers = drafts.flatMap(({ bill, last }) =>
    bill !== null && bill.rows.length === 0 && last !== null ? [last.number] : [],
  );
  const rows = await loadDocuments(sql, propertyId, numbers);
  return new Map(
    rows.map(({ number, document }) => [number, JSON.parse(document) as StatementDocument]),
  );
}

function headingOf({ name, currency, settings }: PropertyRow, asked: Asked): Heading {
  const { issuer, contact, paymentDetails, note, dueDays } = settings.statements;
  const { issueDate } = asked;
  const dueDate = dueDays === null ? null : isoFromDay(dayFromIso(issueDate) + dueDays);
  return {
    ...{ issueDate, dueDate: asked.dueDate === undefined ? dueDate : asked.dueDate },
    ...{ property: name, currency, issuer, contact, paymentDetails, note: asked.note ?? note },
  };
}

/** Of what the bill says; when it is issued and due, and its note, are up to whoever issues it. */
function digestOf(document: StatementDocument): string {
  const said = { ...document, number: null, issueDate: null, dueDate: null, note: null };
  return hashOf(said);
}

export function digestOfAll(drafts: readonly Drafted[]): string {
  return hashOf(drafts.flatMap(({ digest }) => digest ?? []));
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
