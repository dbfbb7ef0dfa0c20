import type { Kind } from '../../contract/kinds.ts';
import type { Applied } from '../../addin/flows/apply.ts';
import { letterOf } from '../../addin/flows/correct.ts';
import type { Place } from '../../addin/flows/show-cell.ts';
import { addressOf } from '../../addin/flows/show-cell.ts';

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  units: 'units',
  tenancies: 'tenants',
  bills: 'utility bills',
  readings: 'readings',
  payments: 'payments',
  adjustments: 'adjustments',
};
/** "previousKwh" → "previous kWh". */
export function wordsOf(field: string): string {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.replace(/\bkwh\b/, 'kWh').replace('sub meter', 'sub-meter');
}

/** `Readings!D92 "kWh reading"`; the table's name where the row is not in the sheet. */
export function at({ origins }: Applied, place: Place): string {
  const address = addressOf(origins, place);
  if (address === null) return place.source;
  const { sheet, row, column, header } = address;
  if (place.field === null) return `${sheet}, row ${row}`;
  return `${sheet}!${letterOf(column)}${row}${header === '' ? '' : ` "${header}"`}`;
}
