import * as z from 'zod';
import { rangeQuery } from './allocation.ts';
import { endpoint } from './endpoint.ts';
import { propertyParams } from './properties.ts';
import { date, money, revision } from './scalars.ts';

const entry = z.enum(['charge', 'adjustment', 'payment']);

/**
 * A row for each part of a debt that something settled, for what is left of a debt, and for what found
 * nothing to settle. By account, then by debt; credit last.
 */
export const settlementColumns = z.strictObject({
  unit: z.array(z.string()),
  tenant: z.array(z.string().nullable()),
  state: z.array(z.enum(['settled', 'open', 'credit'])),
  /** What is owed; a payment here is a refund. null in a row of credit. */
  debt: z.array(entry.nullable()),
  /** The period's end, of a charge. */
  debtDate: z.array(date.nullable()),
  /** All that was owed, of which `amount` is a part. */
  debtAmount: z.array(money.nullable()),
  /** Why, of an adjustment. */
  debtReason: z.array(z.string().nullable()),
  /** What settled it; a charge or adjustment here is a negative one. null in an open row. */
  by: z.array(entry.nullable()),
  byDate: z.array(date.nullable()),
  /** Of a payment. */
  byReference: z.array(z.string().nullable()),
  byReason: z.array(z.string().nullable()),
  /** Settled, still open, or left as credit; above 0. */
  amount: z.array(money),
});

export const settlement = endpoint({
  name: 'settlement',
  method: 'GET',
  path: '/api/properties/{propertyId}/settlement',
  summary:
    'Which payment settled which charge, what is open, and who has credit: of debts (and credit) dated within.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: rangeQuery,
  status: 200,
  output: z.strictObject({ revision, columns: settlementColumns }).meta({ id: 'Settlement' }),
  revisioned: true,
});
