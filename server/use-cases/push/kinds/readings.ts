import type { ReadingRow } from '../../../db/readings.ts';
import { PRIMARY_KEYS, type Ledger } from '../../ledger.ts';
import type { Cell } from '../merge.ts';
import { fieldNames, positionOf, sameIn, type KindRules, type RowFault } from '../rules.ts';

type Role = ReadingRow['role'];

const at = (field: string): number => positionOf('readings', field);
/** Places of the cells; read one by one, for taking a list apart costs as much as all else. */
const AT = {
  date: at('date'),
  kwh: at('kwh'),
  usageKwh: at('usageKwh'),
  previousDate: at('previousDate'),
  previousKwh: at('previousKwh'),
  kind: at('kind'),
  period: at('period'),
  note: at('note'),
};

/** Opening and final readings stand apart from the others of a day. */
export function roleOf(kind: Cell | undefined): Role {
  return kind === 'opening' || kind === 'final' ? kind : '';
}

export function readingIdentity(subMeterId: number, date: string, role: Role): string {
  return `${subMeterId}|${date}|${role}`;
}

export function readingRules(ledger: Ledger): KindRules {
  return {
    fields: fieldNames('readings'),
    identifying: [0, 1, 2, 7],
    same: sameIn('readings'),
    placeOf: (identity) => {
      const row = ledger.readings.get(identity);
      if (row === undefined) return null;
      const unitId = ledger.subMeters.get(String(row.subMeterId))?.unitId ?? null;
      return { unitId, subMeterId: row.subMeterId };
    },
    identities: () => ledger.readings.values().map(PRIMARY_KEYS.readings),
    valuesOf: (identity) => {
      const row = ledger.readings.get(identity);
      if (row === undefined) return null;
      const [unit, subMeter] = labels(ledger, row.subMeterId);
      const { date, kwh, usageKwh, previousDate, previousKwh, period, note } = row;
      const kind = row.role === '' ? (row.estimated ? 'estimated' : null) : row.role;
      return [unit, subMeter, date, kwh, usageKwh, previousDate, previousKwh, kind, period, note];
    },
    faultsOf,
    save: (from, identity, values, place) => {
      const kwh = values[AT.kwh] ?? null;
      const kind = values[AT.kind] ?? null;
      const known = from === null ? undefined : ledger.readings.get(from);
      // Written out: spreading costs as much as all else that is done with a row.
      const row: ReadingRow = {
        subMeterId: place.subMeterId ?? known?.subMeterId ?? 0,
        date: values[AT.date] ?? '',
        role: roleOf(kind),
        estimated: kind === 'estimated',
        kwh,
        usageKwh: values[AT.usageKwh] ?? null,
        previousDate: values[AT.previousDate] ?? null,
        previousKwh: values[AT.previousKwh] ?? null,
        period: values[AT.period] ?? null,
        note: values[AT.note] ?? null,
        // The answer was about the number that stood there.
        answer: known?.kwh === kwh ? known.answer : null,
      };
      const key = from === null ? identity : PRIMARY_KEYS.readings(row);
      if (from !== null && from !== key) ledger.readings.remove(from);
      ledger.readings.put(row, key);
      return key;
    },
    remove: (identity) => ledger.readings.remove(identity),
    describe: (identity) => {
      const row = ledger.readings.get(identity);
      if (row === undefined) return 'the reading';
      const [unit, subMeter] = labels(ledger, row.subMeterId);
      const where = subMeter === null ? unit : `${unit} ${subMeter}`;
      const kind = row.role === '' ? 'reading' : `${row.role} reading`;
      const says = row.kwh === null ? `${row.usageKwh} kWh used` : `${row.kwh} kWh`;
      return `the ${kind} of ${where} on ${row.date} (${says})`;
    },
  };
}

function labels(ledger: Ledger, subMeterId: number): [string, Cell] {
  const subMeter = ledger.subMeters.get(String(subMeterId));
  const unit = ledger.units.get(String(subMeter?.unitId))?.label ?? '';
  return [unit, subMeter === undefined || subMeter.label === '' ? null : subMeter.label];
}

function faultsOf(values: readonly Cell[]): RowFault[] {
  const date = values[AT.date] ?? null;
  const kwh = values[AT.kwh] ?? null;
  const usageKwh = values[AT.usageKwh] ?? null;
  const previousDate = values[AT.previousDate] ?? null;
  const faults: RowFault[] = [];
  if ((kwh === null) === (usageKwh === null)) {
    const message =
      kwh === null
        ? 'There is neither a reading nor a usage. Type the dial, or the kWh used; until then the row waits.'
        : `There is a reading (${kwh}) and a usage (${usageKwh}). Keep one of them.`;
    faults.push({ field: kwh === null ? 'kwh' : 'usageKwh', code: 'reading-or-usage', message });
  }
  if (date !== null && previousDate !== null && previousDate > date) {
    const message = `The previous reading is dated ${previousDate}, after this one. Correct a date.`;
    faults.push({ field: 'previousDate', code: 'ends-before-start', message });
  }
  return faults;
}
