import type { SubMeterRow, UnitRow } from '../../db/units.ts';
import { measuring } from '../facts.ts';
import type { Ledger } from '../ledger.ts';
import { matchKey } from './labels.ts';
import type { Place } from './rules.ts';

/**
 * The property's units and sub-meters, and those that this push would add: these are written only
 * when a row that is in them is.
 */
export class Places {
  readonly #ledger: Ledger;
  readonly #newId: () => number;
  readonly #units = new Map<string, UnitRow>();
  readonly #subMeters = new Map<number, SubMeterRow[]>();
  readonly #newUnits = new Map<number, UnitRow>();
  readonly #newSubMeters = new Map<number, SubMeterRow>();
  #read: ReadonlySet<number> | null = null;

  constructor(ledger: Ledger, newId: () => number) {
    this.#ledger = ledger;
    this.#newId = newId;
    for (const unit of ledger.units.values()) this.#units.set(unit.labelKey, unit);
    for (const subMeter of ledger.subMeters.values()) this.#list(subMeter);
  }

  #list(subMeter: SubMeterRow): void {
    const known = this.#subMeters.get(subMeter.unitId);
    if (known === undefined) this.#subMeters.set(subMeter.unitId, [subMeter]);
    else known.push(subMeter);
  }

  units(): UnitRow[] {
    return [...this.#units.values()];
  }

  unitByLabel(label: string): UnitRow | undefined {
    return this.#units.get(matchKey(label));
  }

  unit(unitId: number): UnitRow | undefined {
    return this.#ledger.units.get(String(unitId)) ?? this.#newUnits.get(unitId);
  }

  subMeter(subMeterId: number): SubMeterRow | undefined {
    return this.#ledger.subMeters.get(String(subMeterId)) ?? this.#newSubMeters.get(subMeterId);
  }

  subMetersOf(unitId: number): readonly SubMeterRow[] {
    return this.#subMeters.get(unitId) ?? [];
  }

  subMeterByLabel(unitId: number, label: string): SubMeterRow | undefined {
    const key = matchKey(label);
    return this.subMetersOf(unitId).find(({ labelKey }) => labelKey === key);
  }

  /** Those that a row of readings may be of. */
  measuringOf(unitId: number): SubMeterRow[] {
    const all = this.subMetersOf(unitId);
    if (all.length < 2) return [...all];
    this.#read ??= new Set(this.#ledger.readings.values().map(({ subMeterId }) => subMeterId));
    const read = all.filter(({ subMeterId }) => this.#read?.has(subMeterId) === true);
    return measuring(all, read);
  }

  /** Sub-meters of that label, in whatever unit. */
  anywhere(label: string): SubMeterRow[] {
    const key = matchKey(label);
    return [...this.#subMeters.values()].flat().filter(({ labelKey }) => labelKey === key);
  }

  addUnit(label: string): UnitRow {
    const unit = { unitId: this.#newId(), label, labelKey: matchKey(label) };
    this.#units.set(unit.labelKey, unit);
    this.#newUnits.set(unit.unitId, unit);
    return unit;
  }

  addSubMeter(unitId: number, label: string): SubMeterRow {
    const subMeterId = this.#newId();
    const multiplier = '1';
    const rest = { multiplier, digits: null, note: null };
    const subMeter = { subMeterId, unitId, label, labelKey: matchKey(label), ...rest };
    this.#newSubMeters.set(subMeterId, subMeter);
    this.#list(subMeter);
    return subMeter;
  }

  renameUnit(unit: UnitRow, label: string): void {
    const renamed = { ...unit, label, labelKey: matchKey(label) };
    this.#units.delete(unit.labelKey);
    this.#units.set(renamed.labelKey, renamed);
    this.#ledger.units.put(renamed);
  }

  renameSubMeter(subMeter: SubMeterRow, label: string): void {
    const renamed = { ...subMeter, label, labelKey: matchKey(label) };
    const siblings = this.subMetersOf(subMeter.unitId);
    const others = siblings.filter(({ subMeterId }) => subMeterId !== subMeter.subMeterId);
    this.#subMeters.set(subMeter.unitId, [...others, renamed]);
    this.#ledger.subMeters.put(renamed);
  }

  /** A row in this place is about to be written. */
  use({ unitId, subMeterId }: Place): void {
    const unit = unitId === null ? undefined : this.#newUnits.get(unitId);
    if (unit !== undefined) {
      this.#newUnits.delete(unit.unitId);
      this.#ledger.units.put(unit);
    }
    const subMeter = subMeterId === null ? undefined : this.#newSubMeters.get(subMeterId);
    if (subMeter === undefined) return;
    this.#newSubMeters.delete(subMeter.subMeterId);
    this.#ledger.subMeters.put(subMeter);
  }
}
