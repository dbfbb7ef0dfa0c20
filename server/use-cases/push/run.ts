/** What one push works with, from reading its rows to remembering them. */
import type { Kind } from '../../../contract/kinds.ts';
import type { BaseRow } from '../../db/bases.ts';
import type { Ledger } from '../ledger.ts';
import { emptyBase, readBase, type SourceBase } from './bases.ts';
import type { Choices } from './choices.ts';
import { adjustmentRules } from './kinds/adjustments.ts';
import { billRules } from './kinds/bills.ts';
import { paymentRules } from './kinds/payments.ts';
import { readingRules } from './kinds/readings.ts';
import { tenancyRules } from './kinds/tenancies.ts';
import { unitRules } from './kinds/units.ts';
import type { Places } from './places.ts';
import type { KindRules } from './rules.ts';
import type { SheetRow, SheetTable } from './sheet.ts';

/** The rows that a push brings of one source of the workbook. */
export interface Group {
  readonly kind: Kind;
  readonly source: string;
  readonly base: SourceBase;
  readonly tables: readonly SheetTable[];
  readonly rows: readonly SheetRow[];
  /** This is the whole set of the source. */
  readonly complete: boolean;
}

export interface Run {
  readonly ledger: Ledger;
  readonly places: Places;
  readonly choices: Choices;
  readonly decimals: number;
  /** A unit that nobody knows is made where a row names it. */
  readonly createUnits: boolean;
  /** Ids from this one on were given by this push. */
  readonly firstNewId: number;
  readonly rules: Readonly<Record<Kind, KindRules>>;
  readonly groups: readonly Group[];
  /** All that this workbook ever agreed on of the kinds in the push, also of other sources. */
  readonly bases: readonly SourceBase[];
}

export function rulesOf(ledger: Ledger, newId: () => number, decimals: number): Run['rules'] {
  return {
    units: unitRules(ledger),
    tenancies: tenancyRules(ledger, newId),
    bills: billRules(ledger, decimals),
    readings: readingRules(ledger),
    payments: paymentRules(ledger, newId, decimals),
    adjustments: adjustmentRules(ledger, newId, decimals),
  };
}

/** @param trusted whether the stored bases are what this very file agreed on */
export function readBases(stored: readonly BaseRow[], trusted: boolean): SourceBase[] {
  return stored.map((row) => readBase(row, trusted));
}

export function groupTables(
  tables: readonly SheetTable[],
  bases: readonly SourceBase[],
  trusted: boolean,
): Group[] {
  const bySource = new Map<string, SheetTable[]>();
  for (const table of tables) {
    const key = `${table.kind}|${table.source}`;
    const known = bySource.get(key);
    if (known === undefined) bySource.set(key, [table]);
    else known.push(table);
  }
  return [...bySource.values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const { kind, source } = first;
    const known = bases.find((base) => base.kind === kind && base.source === source);
    const rows = of.length === 1 ? first.rows : of.flatMap((table) => table.rows);
    const complete = of.every((table) => table.complete);
    const base = known ?? emptyBase(kind, source, trusted);
    return [{ kind, source, base, tables: of, rows, complete }];
  });
}
