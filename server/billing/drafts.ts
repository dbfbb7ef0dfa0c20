/**
 * The bills of a period before they are issued, one for each account that has something to be told, and
 * why the others have none (DESIGN §3, Payments and balances; docs/decisions/0006-statements.md).
 */
import type { Charge, Derived, Period, SubMeterUsage } from './derived.ts';
import type { Day, Facts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { compareLabels, compareText, inNaturalOrder } from './natural-order.ts';
import { stays, type Stay } from './people.ts';
import { accountKey, tellerOf, type Teller } from './stated.ts';
import { billOf, correctionOf, type Standing, type TenantBill } from './tenant-bill.ts';

export type NoDraft =
  'issued' | 'laterStatement' | 'missing' | 'inQuestion' | 'waiting' | 'noBaseline' | 'noSubMeter';

export interface Draft {
  readonly unitId: string;
  readonly tenancyId: string | null;
  /** The last statement of the account. */
  readonly last: Standing | null;
  /** Why there is no bill. */
  readonly reason: NoDraft | null;
  /** Of the statement in the way. */
  readonly number: number | null;
  /** Sub-meters without a reading. */
  readonly missing: readonly string[];
  readonly bill: TenantBill | null;
}

export interface DraftTerms {
  readonly periodEnd: Day;
  /** Payments and adjustments count up to this day, or that of the account's statement before. */
  readonly cutOff: Day;
}

/** @param standing in the order of their numbers */
export function draftsOf(
  facts: Facts,
  derived: Derived,
  standing: readonly Standing[],
  terms: DraftTerms,
): Draft[] {
  const period = derived.periods.find(({ end }) => end === terms.periodEnd);
  if (period === undefined) return [];
  const usages = derived.usages.filter(({ periodEnd }) => periodEnd === period.end);
  const tenancies = groupBy(facts.tenancies, ({ unitId }) => unitId);
  const known = new Map(
    facts.units.map(({ id }): [string, Stay[]] => [id, stays(tenancies.get(id) ?? [])]),
  );
  const work: Work = {
    ...{ period, cutOff: terms.cutOff },
    teller: tellerOf(derived, facts.adjustments),
    statements: groupBy(standing, (one) => accountKey(one.unitId, one.tenancyId)),
    usages: groupBy(usages, ({ unitId }) => unitId),
    staysOf: (unitId) => known.get(unitId) ?? [],
    measured: new Set(facts.subMeters.map(({ unitId }) => unitId)),
  };
  return accountsInOrder(facts, derived, standing).flatMap((one) => draftOf(work, one));
}

interface Work {
  readonly period: Period;
  readonly cutOff: Day;
  readonly teller: Teller;
  readonly statements: ReadonlyMap<string, readonly Standing[]>;
  readonly usages: ReadonlyMap<string, readonly SubMeterUsage[]>;
  readonly staysOf: (unitId: string) => readonly Stay[];
  readonly measured: ReadonlySet<string>;
}

interface AccountId {
  readonly unitId: string;
  readonly tenancyId: string | null;
}

function draftOf(work: Work, account: AccountId): Draft[] {
  const { teller, period, cutOff } = work;
  const { unitId, tenancyId } = account;
  const key = accountKey(unitId, tenancyId);
  const source = { teller, key, period, cutOff };
  const statements = work.statements.get(key) ?? [];
  const last = statements.at(-1) ?? null;
  const rows = teller.chargesOf(key).filter(({ periodEnd }) => periodEnd === period.end);
  const draft: Draft = {
    ...{ unitId, tenancyId, last, reason: null, number: null, missing: [], bill: null },
  };
  if (last !== null && last.periodEnd <= period.end && isOver(work, account, last)) {
    const bill = correctionOf(source, last);
    if (bill !== null) return [{ ...draft, bill }];
  }
  const same = statements.findLast(({ periodEnd }) => periodEnd === period.end);
  if (same !== undefined) return [{ ...draft, reason: 'issued', number: same.number }];
  if (rows.length === 0) return withoutRows(work, draft);
  if (last !== null && last.periodEnd > period.end) {
    return [{ ...draft, reason: 'laterStatement', number: last.number }];
  }
  const usages = work.usages.get(unitId) ?? [];
  const blocked = blockedBy(rows, usages);
  if (blocked !== null) return [{ ...draft, ...blocked }];
  return [{ ...draft, bill: billOf(source, last, rows, usages) }];
}

/** Someone who lives there, and is not charged because nothing is measured, or the period has no days. */
function withoutRows({ period, staysOf, measured, teller }: Work, draft: Draft): Draft[] {
  const { unitId, tenancyId } = draft;
  const start = period.start === null || period.start > period.end ? period.end : period.start;
  const isThere = staysOf(unitId).some(
    (stay) => isOf(stay, tenancyId) && stay.from <= period.end && stay.to >= start,
  );
  const entries = teller.entriesOf(accountKey(unitId, tenancyId));
  if (!isThere || (tenancyId === null && entries.length === 0)) return [];
  return [{ ...draft, reason: measured.has(unitId) ? 'waiting' : 'noSubMeter' }];
}

function isOf(stay: Stay, tenancyId: string | null): boolean {
  return !stay.vacant && stay.tenancyId === tenancyId;
}

/** No further bill will come: the last day and the last charge lie within what was billed. */
function isOver({ staysOf, teller }: Work, account: AccountId, last: Standing): boolean {
  const { unitId, tenancyId } = account;
  const charges = teller.chargesOf(accountKey(unitId, tenancyId));
  return (
    staysOf(unitId).every((stay) => !isOf(stay, tenancyId) || stay.to <= last.periodEnd) &&
    charges.every(({ periodEnd }) => periodEnd <= last.periodEnd)
  );
}

function blockedBy(
  rows: readonly Charge[],
  usages: readonly SubMeterUsage[],
): Pick<Draft, 'reason' | 'missing'> | null {
  if (rows.every(({ usageCharge }) => usageCharge !== null)) return null;
  const flags = new Set(rows.flatMap((row) => row.flags));
  const missing = usages.filter((one) => one.flags.includes('missing'));
  if (flags.has('waiting')) return { reason: 'waiting', missing: [] };
  if (missing.length === 0) return { reason: 'noBaseline', missing: [] };
  const reason = flags.has('inQuestion') ? 'inQuestion' : 'missing';
  return { reason, missing: missing.map(({ subMeterId }) => subMeterId) };
}

/** Units in natural order, in each the unnamed tenant, tenancies by their stay, then those that are gone. */
function accountsInOrder(
  facts: Facts,
  { accounts, charges }: Derived,
  standing: readonly Standing[],
): AccountId[] {
  const ranks = new Map(inNaturalOrder(facts.units).map(({ id }, rank) => [id, rank]));
  const movedIn = new Map(facts.tenancies.map((one) => [one.id, one.movedIn]));
  const names = new Map(facts.tenancies.map(({ id, tenant }) => [id, tenant]));
  const nameOf = ({ tenancyId }: AccountId) => names.get(tenancyId ?? '') ?? '';
  const owed = charges.filter(({ vacant }) => !vacant);
  const byKey = new Map<string, AccountId>();
  for (const { unitId, tenancyId } of [...accounts, ...owed, ...standing]) {
    byKey.set(accountKey(unitId, tenancyId), { unitId, tenancyId });
  }
  const since = ({ tenancyId }: AccountId): Day => {
    if (tenancyId === null) return Number.MIN_SAFE_INTEGER;
    const day = movedIn.get(tenancyId);
    return day === undefined ? Number.MAX_SAFE_INTEGER : (day ?? Number.MIN_SAFE_INTEGER);
  };
  return [...byKey.values()].toSorted(
    (a, b) =>
      (ranks.get(a.unitId) ?? ranks.size) - (ranks.get(b.unitId) ?? ranks.size) ||
      Number(a.tenancyId !== null) - Number(b.tenancyId !== null) ||
      since(a) - since(b) ||
      compareLabels(nameOf(a), nameOf(b)) ||
      compareText(a.unitId, b.unitId) ||
      compareText(a.tenancyId ?? '', b.tenancyId ?? ''),
  );
}
