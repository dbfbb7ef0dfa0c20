/**
 * The contract: every endpoint, what goes in and out, who may call it, and the words of the wire.
 *
 * Holds zod schemas and constants only; imports zod and itself, nothing else. Schemas on the wire
 * never transform: what is parsed is what was sent, so they turn into JSON Schema as they stand.
 */
import * as z from 'zod';

/** Largest count of rows in one table of a push or one page of results. */
export const MAX_ROWS = 200_000;

/** Longest text of one cell that travels. */
export const MAX_TEXT = 1_000;

/** Exact money in major units, "1234.56". The server always sends the currency's own decimals. */
export const money = z
  .string()
  .max(32)
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ id: 'Money', description: 'Exact decimal text in major units, e.g. "1234.56".' });

/** Energy in kWh as decimal text, at most three decimals when the server sends it. */
export const kwh = z
  .string()
  .max(32)
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ id: 'Kwh', description: 'kWh as decimal text, e.g. "1234.5".' });

/** A decimal for display (a rate): text, never computed with. */
export const decimal = z
  .string()
  .max(40)
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ id: 'Decimal' });

/** Far from where counting days would need another number of digits; rows hold 1900 to 2199 only. */
const ordinaryYear = /^(?:1[89]|2\d)/;

/** A plain date without time or zone. */
export const date = z.iso
  .date({ abort: true })
  .regex(ordinaryYear)
  .meta({ id: 'Date', format: 'date' });

/** A billing period named by its end ("2025-03-31") or by the month its end lies in ("2025-03"). */
export const periodName = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/)
  .meta({ id: 'PeriodName' });

export const timestamp = z.iso
  .datetime({ abort: true })
  .regex(ordinaryYear)
  .meta({ id: 'Timestamp', format: 'date-time' });

export const uuid = z.uuid();

export const email = z.email().max(254);

/**
 * 8 to 128 characters, any Unicode: code points, counted on the server after NFC. Each may come as up to
 * four UTF-16 units, which are what is counted here.
 */
export const password = z.string().min(8).max(512);

/** A password that is only compared: whatever was accepted once can be typed. */
export const typedPassword = z.string().min(1).max(512);

/** Six digits, as mailed or as an authenticator shows them. */
export const sixDigits = z.string().regex(/^\d{6}$/);

export const personName = z.string().max(100).regex(/\S/);

export const propertyName = z.string().max(100).regex(/\S/);

/** ISO 4217 code. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ id: 'Currency' });

/** The property's counter, one up for each change set. */
export const revision = z.int().min(0);

/** 1-based row of the worksheet. */
export const sheetRow = z.int().min(1).max(1_048_576);
