/** Kinds of columns that many tables have. */
import { date, numeric, timestamp, uuid } from 'drizzle-orm/pg-core';

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
/** Decimals are checked against the currency before they come here. */
export const money = (name: string) => numeric(name, { precision: 18, scale: 4 });
export const kwh = (name: string) => numeric(name, { precision: 14, scale: 3 });
export const day = (name: string) => date(name, { mode: 'string' });
export const propertyId = () => uuid('property_id').notNull();
