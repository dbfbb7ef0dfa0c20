// What happened at Elm Street 12 in 2025: usage by month, bills and payments that follow from it.
import { share } from './share.ts';

export const year = 2025;
export const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
export const months = Array.from({ length: 12 }, (_none, i) => i + 1);

export interface Meter {
  readonly unit: string;
  /** Where a unit has more than one. */
  readonly label?: string;
  /** On 31 December 2024. */
  readonly start: number;
  /** kWh, January to December. */
  readonly usage: readonly number[];
}

export const meters: readonly Meter[] = [
  {
    unit: 'Shop',
    label: 'Lights',
    start: 18_240,
    usage: [410, 380, 395, 370, 365, 390, 420, 430, 400, 385, 390, 425],
  },
  {
    unit: 'Shop',
    label: 'Cold room',
    start: 7655,
    usage: [220, 205, 235, 250, 290, 340, 380, 375, 320, 270, 235, 225],
  },
  {
    unit: 'Apt 1A',
    start: 40_120,
    usage: [260, 235, 220, 190, 170, 180, 210, 215, 185, 190, 225, 265],
  },
  {
    unit: 'Apt 1B',
    start: 9980,
    usage: [180, 165, 160, 150, 140, 155, 175, 170, 150, 155, 170, 190],
  },
  {
    unit: 'Apt 2A',
    start: 96_410,
    usage: [310, 290, 270, 240, 215, 225, 260, 255, 230, 240, 275, 320],
  },
  {
    unit: 'Apt 2B',
    start: 22_305,
    usage: [145, 140, 130, 120, 115, 125, 140, 135, 120, 125, 135, 150],
  },
  {
    unit: 'Office',
    start: 51_870,
    usage: [205, 200, 215, 195, 190, 185, 160, 150, 190, 205, 210, 195],
  },
];

export const units = [...new Set(meters.map(({ unit }) => unit))];

/** Stairs, boiler room, losses. */
const common = [95, 90, 92, 85, 80, 82, 88, 90, 86, 88, 92, 97];
/** US$ per kWh in hundredths of a cent, and a fixed sum in cents on each bill. */
const prices = [1842, 1842, 1867, 1867, 1910, 1955, 2012, 2012, 1978, 1903, 1876, 1876];
const fixedCents = 1450;

export const unitUsage = (unit: string, month: number): number =>
  meters
    .filter((meter) => meter.unit === unit)
    .reduce((sum, { usage }) => sum + (usage[month - 1] ?? 0), 0);

export const totalKwh = (month: number): number =>
  units.reduce((sum, unit) => sum + unitUsage(unit, month), common[month - 1] ?? 0);

export const billCents = (month: number): number =>
  Math.round((totalKwh(month) * (prices[month - 1] ?? 0)) / 100) + fixedCents;

/** Nobody was home at the end of August: the guess in the ledger is below what the dial showed. */
export const guessed = { unit: 'Apt 1B', month: 8, short: 5 };
/** Nobody wrote this one down: what the two months used is spread over their days, in whole Wh. */
export const skipped = { unit: 'Apt 2B', month: 10, days: 31, daysOfBoth: 61 };

/** What a unit used in a month by what the ledger knows of it, in Wh. */
export function knownWh(unit: string, month: number): number {
  const used = unitUsage(unit, month) * 1000;
  if (unit === guessed.unit && month === guessed.month) return used - guessed.short * 1000;
  if (unit === guessed.unit && month === guessed.month + 1) return used + guessed.short * 1000;
  if (unit !== skipped.unit || month < skipped.month || month > skipped.month + 1) return used;
  const both = (unitUsage(unit, skipped.month) + unitUsage(unit, skipped.month + 1)) * 1000;
  // What a day cannot take whole goes to the days before the others: the first month has it all.
  const aDay = Math.floor(both / skipped.daysOfBoth);
  const first = aDay * skipped.days + (both - aDay * skipped.daysOfBoth);
  return month === skipped.month ? first : both - first;
}

/** What a unit owes for a month, in cents. */
export function chargeCents(unit: string, month: number): number {
  const known = units.map((one) => knownWh(one, month));
  const rest = known.reduce((left, wh) => left - wh, totalKwh(month) * 1000);
  return share(billCents(month), [...known, rest])[units.indexOf(unit)] ?? 0;
}

/** Where the dial of a meter stood at the end of a month; 0 is December 2024. */
export const dialAt = (meter: Meter, month: number): number =>
  meter.usage.slice(0, month).reduce((sum, kwh) => sum + kwh, meter.start);

/** Apt 2A got a new meter on 15 July: what the old one showed then, and what the new one started with. */
export const replaced = { unit: 'Apt 2A', month: 7, day: 15, usedBefore: 118, newStart: 3 };
/** Apt 2B changed hands on 15 May; the meter was read the day before. */
export const moved = { unit: 'Apt 2B', month: 5, day: 14, usedBefore: 60 };

/** The dial as the ledger shows it, on the new meter where there is one. */
export function shownDial(meter: Meter, month: number): number {
  const dial = dialAt(meter, month);
  if (meter.unit !== replaced.unit || month < replaced.month) return dial;
  return dial - dialAt(meter, replaced.month - 1) - replaced.usedBefore + replaced.newStart;
}
