import * as z from 'zod';
import { MAX_ROWS, MAX_TEXT } from './scalars.ts';

/**
 * The kinds of rows that a ledger sends and the fields of each: one list from which the wire
 * schema, the mapping of columns and the server's reading of rows are all derived.
 */
export type FieldType =
  | 'label' // names a unit, sub-meter or tenant: compared after trimming, without case or width
  | 'text'
  | 'email'
  | 'date'
  | 'period' // "2025-03-31" or "2025-03"
  | 'money'
  | 'kwh'
  | 'multiplier'
  | 'digits'
  | 'readingKind'
  | 'flag';

export interface Field {
  readonly type: FieldType;
  /** Must be filled in every row. */
  readonly required?: true;
  /** Part of the row's identity: another value is another row. */
  readonly key?: true;
}

export const KINDS = {
  units: {
    unit: { type: 'label', required: true, key: true },
    subMeter: { type: 'label', key: true },
    multiplier: { type: 'multiplier' },
    digits: { type: 'digits' },
    note: { type: 'text' },
  },
  tenancies: {
    unit: { type: 'label', required: true, key: true },
    tenant: { type: 'label', required: true, key: true },
    email: { type: 'email' },
    movedIn: { type: 'date', key: true },
    movedOut: { type: 'date' },
    note: { type: 'text' },
  },
  bills: {
    periodEnd: { type: 'date', required: true, key: true },
    totalKwh: { type: 'kwh', required: true },
    amount: { type: 'money', required: true },
    periodStart: { type: 'date' },
    notPassedOn: { type: 'money' },
    number: { type: 'text', key: true },
    dueDate: { type: 'date' },
    note: { type: 'text' },
  },
  /** `unit` or `subMeter`, `date`, and one of `kwh` (the dial) and `usageKwh`. */
  readings: {
    unit: { type: 'label', key: true },
    subMeter: { type: 'label', key: true },
    date: { type: 'date', required: true, key: true },
    kwh: { type: 'kwh' },
    usageKwh: { type: 'kwh' },
    previousDate: { type: 'date' },
    previousKwh: { type: 'kwh' },
    kind: { type: 'readingKind' },
    period: { type: 'period' },
    note: { type: 'text' },
  },
  /** One of `unit`, `tenant`, `toUtility` says who moved the money. */
  payments: {
    date: { type: 'date', required: true },
    amount: { type: 'money', required: true },
    unit: { type: 'label', key: true },
    tenant: { type: 'label' },
    toUtility: { type: 'flag', key: true },
    reference: { type: 'text', key: true },
    period: { type: 'period' },
    note: { type: 'text' },
  },
  adjustments: {
    unit: { type: 'label', required: true, key: true },
    date: { type: 'date', required: true },
    amount: { type: 'money', required: true },
    reason: { type: 'text', required: true },
    tenant: { type: 'label' },
    reference: { type: 'text', key: true },
  },
} as const satisfies Record<string, Record<string, Field>>;

export type Kind = keyof typeof KINDS;
export type FieldOf<K extends Kind> = Extract<keyof (typeof KINDS)[K], string>;

/** In the order in which they refer to one another: units first. */
export const KIND_ORDER = [
  'units',
  'tenancies',
  'bills',
  'readings',
  'payments',
  'adjustments',
] as const satisfies readonly Kind[];

export const kind = z.enum(KIND_ORDER).meta({ id: 'Kind' });

export const READING_KINDS = ['regular', 'opening', 'final', 'estimated'] as const;
export type ReadingKind = (typeof READING_KINDS)[number];

/** The fields of a kind as a plain record, for code that walks over any kind. */
export function fieldsOf(kind: Kind): Readonly<Record<string, Field>> {
  return KINDS[kind];
}

const textColumn = z.array(z.string().max(MAX_TEXT).nullable()).max(MAX_ROWS);
const flagColumn = z.array(z.boolean().nullable()).max(MAX_ROWS);

type ColumnsShape<K extends Kind> = {
  [F in FieldOf<K>]: z.ZodOptional<
    (typeof KINDS)[K][F] extends { type: 'flag' } ? typeof flagColumn : typeof textColumn
  >;
};

/**
 * Columns of one kind: an array per field, all as long as `rows`. Cells travel as text as they
 * were read (money and kWh as decimal text, dates as ISO); what cannot be read is the problem of
 * its row and never of the request.
 */
export function columnsOf<K extends Kind>(kind: K): z.ZodObject<ColumnsShape<K>, z.core.$strict> {
  const shape = Object.fromEntries(
    Object.entries(fieldsOf(kind)).map(([name, field]) => [
      name,
      (field.type === 'flag' ? flagColumn : textColumn).optional(),
    ]),
  );
  return z.strictObject(shape as ColumnsShape<K>);
}
