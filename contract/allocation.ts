import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { propertyParams } from './properties.ts';
import { date, decimal, kwh, money, revision } from './scalars.ts';

/** What the user should know about a figure; shown in words. */
export const FLAGS = [
  'estimated',
  'missing',
  'inQuestion',
  'gap',
  'retired',
  'overMetered',
  'unallocatable',
  'startDefaulted',
  'longerThanUsual',
  'overlaps', // shares days with another period: nothing is passed on until the user decides
  'startAfterEnd', // begins after its end: likewise
  'waiting', // of a charge: its period overlaps another or begins after its end
  'baseline', // no start can be found: the bill is only where counting begins
  'noBaseline', // the period reaches back before the first reading
  'given', // the ledger gives the usage itself
  'partOfPeriod', // the tenant moved in or out within the period
  'unbilled', // usage in days that no bill covers
  'vacant',
  'predecessorOwes',
] as const;
export const flag = z.enum(FLAGS).meta({ id: 'Flag' });
export type Flag = (typeof FLAGS)[number];

/** Periods whose end lies within, both days included. */
export const rangeQuery = z.strictObject({ from: date.optional(), to: date.optional() });

export const allocationColumns = z.strictObject({
  periodStart: z.array(date),
  periodEnd: z.array(date),
  unit: z.array(z.string()),
  /** null: nobody is named (unnamed tenant, or vacant: see flags). */
  tenant: z.array(z.string().nullable()),
  /** Readings are empty where a unit has several sub-meters. */
  openingDate: z.array(date.nullable()),
  openingReading: z.array(kwh.nullable()),
  closingDate: z.array(date.nullable()),
  closingReading: z.array(kwh.nullable()),
  /** null: missing. */
  usageKwh: z.array(kwh.nullable()),
  rate: z.array(decimal.nullable()),
  /** By usage and its share of the common part together; null: missing. */
  charge: z.array(money.nullable()),
  /** The part of `charge` that is the share of the common part. */
  commonShare: z.array(money.nullable()),
  flags: z.array(z.array(flag)),
});

/** Of a block of rows; as long as it is the same, so are they. */
const blockDigest = z.string().regex(/^[\w-]{16}$/);

export const allocationQuery = rangeQuery.extend({
  /** Digests of blocks whose rows the caller has, with commas between: they are not sent again. */
  held: z
    .string()
    .regex(/^(?:[\w-]{16}(?:,[\w-]{16})*)?$/)
    .max(8_000)
    .optional(),
});

export const allocation = endpoint({
  name: 'allocation',
  method: 'GET',
  path: '/api/properties/{propertyId}/allocation',
  summary: 'What each unit and tenant owes, per billing period.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: allocationQuery,
  status: 200,
  output: z
    .strictObject({
      revision,
      /** Without the rows of blocks that are held. */
      columns: allocationColumns,
      /** Where `held` was given: all rows in their order, by period, as blocks. */
      blocks: z
        .strictObject({ rows: z.array(z.int().positive()), digest: z.array(blockDigest) })
        .optional(),
    })
    .meta({ id: 'Allocation' }),
  revisioned: true,
});

export const subMeterAllocation = endpoint({
  name: 'subMeterAllocation',
  method: 'GET',
  path: '/api/properties/{propertyId}/allocation/sub-meters',
  summary: 'Readings and usage of each sub-meter, per billing period.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: rangeQuery,
  status: 200,
  output: z
    .strictObject({
      revision,
      columns: z.strictObject({
        periodStart: z.array(date),
        periodEnd: z.array(date),
        unit: z.array(z.string()),
        subMeter: z.array(z.string()),
        openingDate: z.array(date.nullable()),
        openingReading: z.array(kwh.nullable()),
        closingDate: z.array(date.nullable()),
        closingReading: z.array(kwh.nullable()),
        multiplier: z.array(decimal),
        usageKwh: z.array(kwh.nullable()),
        flags: z.array(z.array(flag)),
      }),
    })
    .meta({ id: 'SubMeterAllocation' }),
  revisioned: true,
});
