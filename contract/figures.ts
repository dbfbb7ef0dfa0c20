import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { propertyParams } from './properties.ts';
import { MAX_TEXT, decimal, revision } from './scalars.ts';

export const MAX_QUESTIONS = 5_000;

export const FIGURES = [
  'usage', // kWh of a unit in a period
  'charge', // what a unit's tenants owe for a period
  'rate', // of a period, for display
  'paid', // what of a unit's charges for a period is settled
  'balance', // of a unit's tenant at the end of a day; without a day over all that is recorded
] as const;
export const figureKind = z.enum(FIGURES).meta({ id: 'FigureKind' });
export type FigureKind = (typeof FIGURES)[number];

/** Why there is no figure. Closed: the functions have a sentence for each. */
export const FIGURE_REASONS = [
  'unknown-unit',
  'unknown-tenant', // the unit has, or had, none of that name
  'unknown-period', // neither a day nor a month
  'unknown-date', // no day
  'no-bill', // no utility bill ends there
  'no-charge', // the unit is not measured, or stood empty
  'missing', // a reading is missing
  'in-question', // a reading waits for an answer
  'waiting', // the period overlaps another, begins after its end, or is only a baseline
] as const;
export const figureReason = z.enum(FIGURE_REASONS).meta({ id: 'FigureReason' });
export type FigureReason = (typeof FIGURE_REASONS)[number];

/** Texts as they stand in cells: what cannot be read is the reason of its own answer only. */
export const figureQuestion = z
  .strictObject({
    kind: figureKind,
    unit: z.string().max(MAX_TEXT).optional(),
    /** For a balance: whose, where it is not the one who lives (or lived last) there. */
    tenant: z.string().max(MAX_TEXT).optional(),
    /** "2025-03-31" or "2025-03". */
    period: z.string().max(MAX_TEXT).optional(),
    date: z.string().max(MAX_TEXT).optional(),
  })
  .meta({ id: 'FigureQuestion' });
export type FigureQuestion = z.infer<typeof figureQuestion>;

export const figures = endpoint({
  name: 'figures',
  method: 'POST',
  path: '/api/properties/{propertyId}/figures',
  summary: 'Single figures, many at once: the functions in cells ask for them.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  body: z.strictObject({
    /** Of the answers to these very questions that the asker has. */
    version: z.string().max(MAX_TEXT).optional(),
    questions: z.array(figureQuestion).max(MAX_QUESTIONS),
  }),
  bodyLimit: 4 * 1024 * 1024,
  status: 200,
  output: z
    .strictObject({
      revision,
      /** Of these answers: as the revision, and another one also where a restored backup reaches the same. */
      version: z.string(),
      /** Nothing moved since the `version` that was sent: there are no answers then. */
      unchanged: z.boolean(),
      /** In the order of the questions; null: see the reason. */
      values: z.array(decimal.nullable()),
      reasons: z.array(figureReason.nullable()),
    })
    .meta({ id: 'Figures' }),
});
