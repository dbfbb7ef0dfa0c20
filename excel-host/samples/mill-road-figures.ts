// What happened at Mill Road in 2025: usage by month, and the invoices of its two supplies.
import { share } from './share.ts';

export const year = 2025;

export interface Meter {
  readonly unit: string;
  readonly meter: string;
  readonly utility: 'E' | 'W' | 'G';
  readonly start: number;
  /** What it counts in a month; months differ from it by the season. */
  readonly usual: number;
}

export const meters: readonly Meter[] = [
  { unit: 'Unit 1', meter: 'Main', utility: 'E', start: 120_455, usual: 1840 },
  { unit: 'Unit 1', meter: '', utility: 'W', start: 882.4, usual: 6.2 },
  { unit: 'Unit 2', meter: 'Board 1', utility: 'E', start: 30_218, usual: 2410 },
  { unit: 'Unit 2', meter: 'Board 2', utility: 'E', start: 88_007, usual: 655 },
  { unit: 'Unit 2', meter: '', utility: 'G', start: 15_320, usual: 140 },
  { unit: 'Unit 2', meter: '', utility: 'W', start: 2210.15, usual: 11.3 },
  { unit: 'Unit 3', meter: 'Main', utility: 'E', start: 5590, usual: 720 },
  { unit: 'Unit 4', meter: 'Workshop', utility: 'E', start: 61_874, usual: 3120 },
  { unit: 'Unit 4', meter: 'Office', utility: 'E', start: 9911, usual: 405 },
  { unit: 'Unit 4', meter: '', utility: 'W', start: 417.08, usual: 3.9 },
  { unit: 'Unit 5', meter: 'Main', utility: 'E', start: 44_630, usual: 980 },
  { unit: 'Gatehouse', meter: 'Main', utility: 'E', start: 7320, usual: 265 },
];

/** By how much a month is above or below the usual, in percent; gas has its own winter. */
export const season = [18, 14, 8, -2, -9, -13, -15, -14, -6, 3, 10, 16];
export const dayRead = [9, 7, 8, 8, 7, 9, 8, 7, 9, 8, 7, 8, 9];

/** From the reading in month `at` (from 0) to the one in the month after. */
export function usageOf(meter: Meter, at: number): number {
  const { utility, usual } = meter;
  const swing = (season[at] ?? 0) * (utility === 'G' ? 4 : 1);
  const jitter = ((meters.indexOf(meter) * 7 + at * 11) % 9) - 4;
  const used = usual * (1 + Math.max(swing + jitter, -95) / 100);
  return utility === 'W' ? Math.round(used * 100) / 100 : Math.round(used);
}

/** Electricity of a unit, all its sub-meters together. */
export const unitKwh = (unit: string, at: number): number =>
  meters
    .filter((meter) => meter.unit === unit && meter.utility === 'E')
    .reduce((sum, meter) => sum + usageOf(meter, at), 0);

/** It has a supply and an invoice of its own. */
export const gatehouse = 'Gatehouse';
/** On the main supply. */
export const units = [...new Set(meters.map(({ unit }) => unit))].filter(
  (unit) => unit !== gatehouse,
);

/** The invoice of the main supply, or of the one of the gatehouse. */
export function billOf(
  at: number,
  unit?: 'Gatehouse',
): { supply: string; kwh: number; cents: number } {
  const price = 0.2685 + (season[at] ?? 0) / 1000;
  const cents = (kwh: number, standing: number): number =>
    Math.round((kwh * price + standing) * 100);
  if (unit === gatehouse) {
    const kwh = unitKwh(gatehouse, at);
    return { supply: '1600 9052', kwh, cents: cents(kwh, 12.4) };
  }
  const metered = units.reduce((sum, one) => sum + unitKwh(one, at), 0);
  // Yard lights and losses are on no sub-meter; the supplier adjusts its figures by a factor.
  const kwh = Math.round(metered * 1.043 * 100) / 100;
  return { supply: '1600 4417', kwh, cents: cents(kwh, 41.2) };
}

/** What a unit on the main supply owes for a month, in cents. */
export function chargeCents(unit: string, at: number): number {
  const { kwh, cents } = billOf(at);
  const used = units.map((one) => unitKwh(one, at) * 100);
  const rest = used.reduce((left, one) => left - one, Math.round(kwh * 100));
  return share(cents, [...used, rest])[units.indexOf(unit)] ?? 0;
}
