/** Facts as tests write them: dates and figures as text, a unit with one sub-meter by its id. */
import { dayFromIso } from './days.ts';
import { derive } from './derive.ts';
import { parseKwh } from './energy.ts';
import type { Bill, Facts, Reading, SubMeter } from './facts.ts';
import { formatMoney, parseMoney } from './money.ts';

export const d = dayFromIso;

export const NOTHING: Facts = {
  settings: {
    currencyDecimals: 2,
    readingWindowDays: 10,
    commonPart: [{ from: null, split: 'owner' }],
  },
  units: [],
  subMeters: [],
  tenancies: [],
  bills: [],
  readings: [],
  payments: [],
  adjustments: [],
};

export function bill(end: string, kwh: string, amount: string, start: string | null = null): Bill {
  return {
    ...{ id: `bill ${end}`, number: '', notPassedOn: 0n },
    ...{ periodStart: start === null ? null : d(start), periodEnd: d(end) },
    ...{ totalWh: parseKwh(kwh), amount: parseMoney(amount, 2) },
  };
}

export function reading(
  subMeterId: string,
  date: string,
  kwh: string,
  more: Partial<Reading> = {},
) {
  return {
    ...{ id: `${subMeterId} ${date} ${kwh}`, subMeterId, date: d(date), kind: 'regular' as const },
    ...{ dialWh: parseKwh(kwh), usageWh: null, previousDate: null, previousDialWh: null },
    ...{ period: null, answer: null },
    ...more,
  };
}

export function meter(unitId: string, more: Partial<SubMeter> = {}): SubMeter {
  return { id: unitId, unitId, label: '', multiplier: '1', digits: null, ...more };
}

/** Units a, b, … with one sub-meter each. */
export function building(ids: string[], more: Partial<Facts>): Facts {
  return {
    ...NOTHING,
    units: ids.map((id) => ({ id, label: id })),
    subMeters: ids.map((id) => meter(id)),
    ...more,
  };
}

/** Usage charges as text; null where there is none. */
export const chargesOf = (facts: Facts) =>
  derive(facts).charges.map(({ usageCharge }) =>
    usageCharge === null ? null : formatMoney(usageCharge, 2),
  );
