import * as z from 'zod';
import { flag, rangeQuery } from './allocation.ts';
import { endpoint } from './endpoint.ts';
import { action } from './problem.ts';
import { propertyParams } from './properties.ts';
import { date, decimal, kwh, money, revision } from './scalars.ts';

/** kWh and money of each period: units + common = total; charges + common + not passed on = bill. */
export const periodColumns = z.strictObject({
  /** null: no start can be found, the bill is only a baseline. */
  periodStart: z.array(date.nullable()),
  periodEnd: z.array(date),
  totalKwh: z.array(kwh),
  unitsKwh: z.array(kwh),
  commonKwh: z.array(kwh),
  billed: z.array(money),
  notPassedOn: z.array(money),
  charges: z.array(money),
  /** The part of the common part that the owner bears. */
  ownerShare: z.array(money),
  rate: z.array(decimal.nullable()),
  /** billed − notPassedOn − charges − ownerShare: "0.00" where it adds up. */
  difference: z.array(money),
  flags: z.array(z.array(flag)),
});

export const unitColumns = z.strictObject({
  unit: z.array(z.string()),
  tenant: z.array(z.string().nullable()),
  opening: z.array(money),
  charges: z.array(money),
  adjustments: z.array(money),
  payments: z.array(money),
  closing: z.array(money),
});

/** The account with the utility, by date: bills, payments, and what is then owed. */
export const utilityColumns = z.strictObject({
  date: z.array(date),
  entry: z.array(z.enum(['bill', 'payment'])),
  reference: z.array(z.string().nullable()),
  amount: z.array(money),
  balance: z.array(money),
});

/** Readings below the one before, until the user says why. */
export const questionColumns = z.strictObject({
  unit: z.array(z.string()),
  subMeter: z.array(z.string()),
  date: z.array(date),
  kwh: z.array(kwh),
  /** null: the previous reading stands on the row itself, without a date. */
  previousDate: z.array(date.nullable()),
  previousKwh: z.array(kwh),
  likeliest: z.array(action),
});

export const reconciliation = endpoint({
  name: 'reconciliation',
  method: 'GET',
  path: '/api/properties/{propertyId}/reconciliation',
  summary: 'Proof that kWh and money add up.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: rangeQuery,
  status: 200,
  output: z
    .strictObject({
      revision,
      periods: z.strictObject({ columns: periodColumns }),
      units: z.strictObject({ columns: unitColumns }),
      utility: z.strictObject({ columns: utilityColumns }),
      questions: z.strictObject({ columns: questionColumns }),
    })
    .meta({ id: 'Reconciliation' }),
  revisioned: true,
});
