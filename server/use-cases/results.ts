/**
 * What is derived from the facts of a property at one revision, with the names that results show.
 *
 * Derived once for the calls of one refresh and for everyone who asks while the revision stands: the
 * most recent ones are kept in memory. That is no state: a result is known by its revision, which the
 * caller's request has read from the database, so that other servers may change facts as they like.
 */
import { derive } from '../billing/derive.ts';
import type { Derived } from '../billing/derived.ts';
import type { Day, SubMeter } from '../billing/facts.ts';
import { findProperty } from '../db/properties.ts';
import { loadClosings } from '../db/statements.ts';
import { transaction } from '../db/transaction.ts';
import { noSuchProperty } from './authenticate.ts';
import type { PropertyCaller, Services } from './context.ts';
import { decimalsOf } from './currency.ts';
import { billingFacts } from './facts.ts';
import { loadRows } from './ledger.ts';
import { RecentResults } from './recent-results.ts';

export interface Results {
  readonly revision: number;
  /** Of the property's currency. */
  readonly decimals: number;
  readonly derived: Derived;
  readonly unitLabels: ReadonlyMap<string, string>;
  readonly subMeters: ReadonlyMap<string, SubMeter>;
  readonly tenants: ReadonlyMap<string, string>;
  /** Of tenancies, where it is told. */
  readonly movedIn: ReadonlyMap<string, Day>;
  /** Of payments, where they have one. */
  readonly references: ReadonlyMap<string, string>;
  /** Of adjustments. */
  readonly reasons: ReadonlyMap<string, string>;
}

const recent = new RecentResults(sizeOf);

export function resultsOf(services: Services, caller: PropertyCaller): Promise<Results> {
  const { propertyId, revision, currency } = caller;
  // The currency can change without a revision, as long as there is no money.
  const key = `${propertyId} ${revision} ${currency}`;
  return recent.get(key, () => derivedFrom(services, propertyId));
}

/** In one snapshot, so that the revision is that of the rows. */
async function derivedFrom({ database }: Services, propertyId: string): Promise<Results> {
  const [property, rows, closings] = await transaction(
    database,
    (sql) =>
      Promise.all([
        findProperty(sql, propertyId),
        loadRows(sql, propertyId),
        loadClosings(sql, propertyId),
      ]),
    'isolation level repeatable read read only',
  );
  if (property === null) throw noSuchProperty();
  const facts = billingFacts(rows, { ...property, closings });
  return {
    revision: property.revision,
    decimals: decimalsOf(property.currency),
    derived: derive(facts),
    unitLabels: new Map(facts.units.map(({ id, label }) => [id, label])),
    subMeters: new Map(facts.subMeters.map((one) => [one.id, one])),
    tenants: new Map(facts.tenancies.map(({ id, tenant }) => [id, tenant])),
    movedIn: new Map(
      facts.tenancies.flatMap(({ id, movedIn }) => (movedIn === null ? [] : [[id, movedIn]])),
    ),
    references: new Map(
      rows.payments.flatMap(({ paymentId, reference }) =>
        reference === null ? [] : [[String(paymentId), reference] as const],
      ),
    ),
    reasons: new Map(facts.adjustments.map(({ id, reason }) => [id, reason])),
  };
}

/** About how many rows are kept in memory. */
function sizeOf({ derived }: Results): number {
  const { periods, usages, charges, utility } = derived;
  return 1 + periods.length + usages.length + 2 * charges.length + utility.entries.length;
}
