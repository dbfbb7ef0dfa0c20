/** What each row is known by (DESIGN §4, Identity), and rows of one push that claim the same. */
import type { Kind } from '../../../contract/kinds.ts';
import { billIdentity } from './kinds/bills.ts';
import { amountIdentity, referenceIdentity } from './kinds/payments.ts';
import { readingIdentity, roleOf } from './kinds/readings.ts';
import { tenancyIdentity } from './kinds/tenancies.ts';
import { matchKey } from './labels.ts';
import type { Said } from './merge.ts';
import { positionOf } from './rules.ts';
import type { Group, Run } from './run.ts';
import { findSamePayments } from './same-payments.ts';
import { tellEqualsApart } from './ordinals.ts';
import type { SheetRow } from './sheet.ts';

export function identifyRows(run: Run, kind: Kind, groups: readonly Group[]): void {
  for (const group of groups) {
    for (const row of group.rows) row.own = OWN[kind](row);
    if (kind === 'payments' || kind === 'adjustments') tellEqualsApart(group);
    findIdentities(run, group);
  }
  if (kind === 'payments' || kind === 'adjustments') findSamePayments(run, kind, groups);
  refuseDuplicates(kind, groups);
}

/** By what the sheet says alone; null: a part of it is missing or cannot be read. */
const OWN: Readonly<Record<Kind, (row: SheetRow) => string | null>> = {
  units: ({ place }) => (place.subMeterId === null ? null : String(place.subMeterId)),
  tenancies: ({ place, cells, unreadable }) => {
    const [tenant, movedIn] = [cells[T.tenant] ?? null, cells[T.movedIn] ?? null];
    if (place.unitId === null || tenant === null || unreadable.includes(T.movedIn)) return null;
    return tenancyIdentity(place.unitId, matchKey(tenant), movedIn);
  },
  bills: ({ cells, unreadable }) => {
    const periodEnd = cells[B.periodEnd] ?? null;
    if (periodEnd === null || unreadable.includes(B.number)) return null;
    return billIdentity(periodEnd, cells[B.number] ?? null);
  },
  readings: ({ place, cells, unreadable }) => {
    const date = cells[R.date] ?? null;
    if (place.subMeterId === null || date === null || unreadable.includes(R.kind)) return null;
    return readingIdentity(place.subMeterId, date, roleOf(cells[R.kind]));
  },
  payments: (row) => {
    const isPlaced = row.place.unitId !== null || row.cells[P.toUtility] === 'true';
    return isPlaced && !row.unreadable.includes(P.reference) ? moneyIdentity(row, P) : null;
  },
  adjustments: (row) =>
    row.place.unitId === null || row.unreadable.includes(A.reference)
      ? null
      : moneyIdentity(row, A),
};

const T = {
  tenant: positionOf('tenancies', 'tenant'),
  movedIn: positionOf('tenancies', 'movedIn'),
};
const B = { periodEnd: positionOf('bills', 'periodEnd'), number: positionOf('bills', 'number') };
const R = { date: positionOf('readings', 'date'), kind: positionOf('readings', 'kind') };
const P = {
  date: positionOf('payments', 'date'),
  amount: positionOf('payments', 'amount'),
  toUtility: positionOf('payments', 'toUtility'),
  reference: positionOf('payments', 'reference'),
};
const A = {
  date: positionOf('adjustments', 'date'),
  amount: positionOf('adjustments', 'amount'),
  reference: positionOf('adjustments', 'reference'),
};

function moneyIdentity(
  { place, cells }: SheetRow,
  at: { readonly date: number; readonly amount: number; readonly reference: number },
): string | null {
  const said = (position: number): Exclude<Said, undefined> => cells[position] ?? null;
  const [reference, date, amount] = [said(at.reference), said(at.date), said(at.amount)];
  if (reference !== null) return referenceIdentity(reference, place.unitId);
  if (date === null || amount === null) return null;
  return amountIdentity(place.unitId, date, amount);
}

/** Parts of a key that a sheet may well do without. */
const UNSAID: Partial<Record<Kind, string>> = {
  bills: 'number',
  tenancies: 'movedIn',
  readings: 'kind',
};

/**
 * Which of the server's rows each is. A column that is not there says nothing: where the key without
 * that part fits one row of the server only, that is meant.
 */
function findIdentities(run: Run, { kind, base, tables }: Group): void {
  const unsaid = UNSAID[kind];
  for (const { mapped, rows } of tables) {
    const isUnsaid = unsaid !== undefined && !mapped.has(positionOf(kind, unsaid));
    const alike = isUnsaid ? identitiesByRest(run, kind) : null;
    for (const row of rows) {
      const { own } = row;
      row.identity = own === null ? null : (base.aliases.get(own) ?? own);
      if (alike === null || alike.size === 0 || own === null || base.aliases.has(own)) continue;
      const [only, ...more] = alike.get(restOf(kind, own)) ?? [];
      if (only === undefined || more.length > 0) continue;
      if (run.rules[kind].valuesOf(own) === null) row.identity = only;
    }
  }
}

/** The identities of the server's rows that have the unsaid part, by the rest of their key. */
function identitiesByRest({ ledger }: Run, kind: Kind): Map<string, string[]> {
  const identities =
    kind === 'readings'
      ? ledger.readings
          .values()
          .flatMap(({ subMeterId, date, role }) =>
            role === '' ? [] : [readingIdentity(subMeterId, date, role)],
          )
      : kind === 'bills'
        ? ledger.bills.values().map(({ periodEnd, number }) => billIdentity(periodEnd, number))
        : ledger.tenancies
            .values()
            .map(({ unitId, tenantKey, movedIn }) => tenancyIdentity(unitId, tenantKey, movedIn));
  const byRest = new Map<string, string[]>();
  for (const identity of identities) {
    const rest = restOf(kind, identity);
    byRest.set(rest, [...(byRest.get(rest) ?? []), identity]);
  }
  return byRest;
}

function restOf(kind: Kind, identity: string): string {
  const [first = '', second = '', ...rest] = identity.split('|');
  if (kind === 'bills') return first;
  return kind === 'readings' ? `${first}|${second}` : `${first}|${rest.join('|')}`;
}

function refuseDuplicates(kind: Kind, groups: readonly Group[]): void {
  const first = new Map<string, SheetRow>();
  const refused = new Set<SheetRow>();
  const refuse = (row: SheetRow, other: SheetRow) => {
    if (refused.has(row)) return;
    refused.add(row);
    const where = other.table === row.table ? '' : ` of ${other.table.source || 'another table'}`;
    const message = `${WHAT[kind]} as row ${other.row}${where}. ${REMEDY[kind]}`;
    row.table.report.problem(row, DUPLICATE_FIELD[kind], 'duplicate-key', message);
  };
  for (const { rows } of groups) {
    for (const row of rows) {
      if (row.identity === null) continue;
      const other = first.get(row.identity);
      if (other === undefined) first.set(row.identity, row);
      else {
        refuse(row, other);
        refuse(other, row);
      }
    }
  }
}

const WHAT: Readonly<Record<Kind, string>> = {
  units: 'This is the same unit and sub-meter',
  tenancies: 'This is the same tenant, unit and first day',
  bills: 'This bill has the same period end and number',
  readings: 'This is the same sub-meter and date',
  payments: 'This payment has the same reference',
  adjustments: 'This adjustment has the same reference',
};

const REMEDY: Readonly<Record<Kind, string>> = {
  units: 'Delete one of them, or tell their sub-meters apart.',
  tenancies: 'Delete one of them, or correct the day of moving in.',
  bills: 'Delete one of them, or give each its number.',
  readings: 'Delete one of them, or correct a date.',
  payments: 'Give one of them another reference.',
  adjustments: 'Give one of them another reference.',
};

const DUPLICATE_FIELD: Readonly<Record<Kind, string>> = {
  units: 'unit',
  tenancies: 'tenant',
  bills: 'periodEnd',
  readings: 'date',
  payments: 'reference',
  adjustments: 'reference',
};
