import * as z from 'zod';
import { endpoint, noContent, role } from './endpoint.ts';
import { currency, date, propertyName, revision, timestamp, uuid } from './scalars.ts';

/** Who bears the common part, with effect from a date (null: from the beginning). */
export const commonPart = z.strictObject({
  from: date.nullable(),
  split: z.enum(['owner', 'usage', 'equal']),
});

/** What stands on every bill to a tenant; texts, whose lines end in "\n". */
export const statementSettings = z
  .strictObject({
    /** Who issues it: name and address. */
    issuer: z.string().max(500),
    /** Whom to ask, and how. */
    contact: z.string().max(500),
    paymentDetails: z.string().max(1_000),
    /** Days from issue to when it is due; null: no day is named. */
    dueDays: z.int().min(0).max(365).nullable(),
    note: z.string().max(1_000),
  })
  .meta({ id: 'StatementSettings' });
export type StatementSettings = z.infer<typeof statementSettings>;

export const settings = z
  .strictObject({
    /** A reading closes a boundary at most this many days away. */
    readingWindowDays: z.int().min(0).max(60),
    commonPart: z.array(commonPart).min(1).max(50),
    statements: statementSettings,
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof settings>;

export const DEFAULT_SETTINGS: Settings = {
  readingWindowDays: 10,
  commonPart: [{ from: null, split: 'owner' }],
  statements: { issuer: '', contact: '', paymentDetails: '', dueDays: 14, note: '' },
};

export const property = z
  .strictObject({
    id: uuid,
    name: z.string(),
    currency,
    role,
    revision,
    settings,
    archivedAt: timestamp.nullable(),
  })
  .meta({ id: 'Property' });
export type Property = z.infer<typeof property>;

export const propertyParams = z.strictObject({ propertyId: uuid });

export const listProperties = endpoint({
  name: 'listProperties',
  method: 'GET',
  path: '/api/properties',
  summary: 'The properties that the user is a member of, archived ones last.',
  level: 'full',
  status: 200,
  output: z.strictObject({ properties: z.array(property) }),
});

export const createProperty = endpoint({
  name: 'createProperty',
  method: 'POST',
  path: '/api/properties',
  summary: 'Create a property; its creator owns it.',
  level: 'full',
  body: z.strictObject({ name: propertyName, currency }),
  status: 201,
  output: property,
});

export const getProperty = endpoint({
  name: 'getProperty',
  method: 'GET',
  path: '/api/properties/{propertyId}',
  summary: 'One property.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  status: 200,
  output: property,
});

export const changeProperty = endpoint({
  name: 'changeProperty',
  method: 'PATCH',
  path: '/api/properties/{propertyId}',
  summary: 'Rename, change settings, archive or restore. Settings make a change set.',
  level: 'full',
  role: 'owner',
  params: propertyParams,
  body: z.strictObject({
    name: propertyName.optional(),
    /** Only while no money is recorded. */
    currency: currency.optional(),
    settings: settings.partial().optional(),
    archived: z.boolean().optional(),
  }),
  status: 200,
  output: property,
});

export const deleteProperty = endpoint({
  name: 'deleteProperty',
  method: 'DELETE',
  path: '/api/properties/{propertyId}',
  summary: 'Delete an archived property with all that it holds. Cannot be undone.',
  level: 'full',
  role: 'owner',
  params: propertyParams,
  status: 204,
  output: noContent,
});
