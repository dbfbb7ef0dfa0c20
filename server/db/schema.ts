/**
 * The tables. Every table that holds a property's facts has a primary key beginning with
 * `property_id` and refers to no other property's rows; the others are listed in `GLOBAL_TABLES`
 * with the reason why they belong to no property.
 *
 * Ids of units, sub-meters and so on are small integers, unique within their property and never
 * used again (`properties.next_id`): a renamed label keeps its history.
 */
export * from './schema/accounts.ts';
export * from './schema/mail.ts';
export * from './schema/properties.ts';
export * from './schema/facts.ts';
export * from './schema/sync.ts';
export * from './schema/statements.ts';

export const GLOBAL_TABLES = {
  users: 'a person may be a member of many properties',
  sessions: 'belongs to a user',
  email_codes: 'belongs to a user',
  recovery_codes: 'belongs to a user',
  security_events: 'belongs to a user',
  downloads: 'belongs to a user',
  invitations: 'found by code or address, before any membership is',
  outbox: 'a mail goes to an address, many of them before any property is known',
  rate_limits: 'counts by address, account or code, before any property is known',
} as const;
