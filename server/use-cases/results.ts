/**
 * What is derived from the facts of a property at one revision, with the names that results show.
 *
 * Derived once for the calls of one refresh and for everyone who asks while the revision stands. The last
 * of each property is kept in memory, as long as there is room: the next one is derived from it and from
 * the change sets since, so that it takes as long as there is change. That is no state: what is kept is
 * known by its revision and the change set that led to it, which are asked of the database each time, so
 * that other servers may change facts as they like, and backups be restored.
 */
import { deriveFrom, grouped, type Derivation } from '../billing/derive.ts';
import type { Derived } from '../billing/derived.ts';
import type { Day, SubMeter } from '../billing/facts.ts';
import { changeSetAt, listSteps, type Step } from '../db/change-sets.ts';
import type { Sql } from '../db/client.ts';
import { findProperty, type PropertyRow } from '../db/properties.ts';
import { loadClosings } from '../db/statements.ts';
import { transaction } from '../db/transaction.ts';
import { noSuchProperty } from './authenticate.ts';
import type { PropertyCaller, Services } from './context.ts';
import { decimalsOf } from './currency.ts';
import { billingFacts, factReader, type FactReader } from './facts.ts';
import { factsAfter } from './facts-after.ts';
import { changesFrom } from './history.ts';
import { loadRows, type Changes } from './ledger.ts';
import { RecentResults } from './recent-results.ts';
import { versionOf } from './version.ts';

export interface Results {
  readonly revision: number;
  /** See {@link versionOf}. */
  readonly version: string;
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

/** With all that the next ones are derived from. */
interface Moment extends Results {
  /** The change set that led to the revision. */
  readonly changeSetId: string | null;
  readonly currency: string;
  readonly read: FactReader;
  readonly derivation: Derivation;
}

const recent = new WeakMap<Services, RecentResults<Moment>>();

export async function resultsOf(services: Services, caller: PropertyCaller): Promise<Results> {
  const { propertyId } = caller;
  const known = recent.get(services) ?? new RecentResults(sizeOf);
  recent.set(services, known);
  return known.get(propertyId, versionOf(caller), (before) =>
    momentOf(services, propertyId, before),
  );
}

/** In one snapshot, so that the revision is that of the rows. */
async function momentOf(
  { database }: Services,
  propertyId: string,
  before: Moment | null,
): Promise<Moment> {
  const derive = await transaction(
    database,
    async (sql) => {
      const property = await findProperty(sql, propertyId);
      if (property === null) throw noSuchProperty();
      return (before && (await stepsFrom(before, sql, property))) ?? (await anew(sql, property));
    },
    'isolation level repeatable read read only',
  );
  return derive();
}

async function anew(sql: Sql, property: PropertyRow): Promise<() => Moment> {
  const { propertyId, revision, currency } = property;
  const [rows, closings, changeSetId] = await Promise.all([
    loadRows(sql, propertyId),
    loadClosings(sql, propertyId),
    changeSetAt(sql, propertyId, revision),
  ]);
  return () => {
    const facts = billingFacts(rows, { ...property, closings });
    const derivation = deriveFrom(grouped(facts));
    return {
      ...{ revision, changeSetId, currency, decimals: decimalsOf(currency) },
      version: versionOf({ revision, changeSetId, currency }),
      ...{ derivation, derived: derivation.derived, read: factReader(currency, rows.tenancies) },
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
  };
}

/** More than these and all is loaded: that is no longer then. */
const MOST = { steps: 20, rowsOfOne: 5_000 };

/** Null where what happened since is not known, or not only some rows of facts changed. */
async function stepsFrom(
  before: Moment,
  sql: Sql,
  { propertyId, revision, currency }: PropertyRow,
): Promise<(() => Moment) | null> {
  if (before.currency !== currency) return null;
  const [first, ...steps] = await listSteps(sql, propertyId, before.revision, MOST);
  // After a restore the revisions of before may have been led to by others.
  if (first?.changeSetId !== before.changeSetId || first?.revision !== before.revision) return null;
  if (before.revision + steps.length !== revision) return null;
  const all = steps.map(changesOfFacts);
  let { facts } = before.derivation;
  for (const changes of all) {
    const next = changes && factsAfter(facts, changes, before.read);
    if (next === null) return null;
    facts = next;
  }
  const { changeSetId } = steps.at(-1) ?? before;
  return () => {
    const derivation = deriveFrom(facts, before.derivation);
    const references = new Map(before.references);
    for (const changes of all) rename(references, changes?.payments ?? []);
    return {
      ...before,
      ...{ revision, changeSetId, derivation, derived: derivation.derived, references },
      version: versionOf({ revision, changeSetId, currency }),
      reasons: new Map(facts.adjustments.map(({ id, reason }) => [id, reason])),
    };
  };
}

/** Null: settings, or statements that were issued or voided. */
function changesOfFacts({ document }: Step): Changes | null {
  return document !== null && 'tables' in document ? changesFrom(document) : null;
}

function rename(references: Map<string, string>, payments: Changes['payments']): void {
  for (const { before, after } of payments) {
    if (before !== null) references.delete(String(before.paymentId));
    const { reference = null } = after ?? {};
    if (after !== null && reference !== null) references.set(String(after.paymentId), reference);
  }
}

/** About how many rows are kept in memory. */
function sizeOf({ derived, derivation: { facts } }: Moment): number {
  const { periods, usages, charges, utility } = derived;
  return (
    periods.length +
    Math.max(usages.length, charges.length) +
    facts.payments.length +
    utility.entries.length +
    1
  );
}
