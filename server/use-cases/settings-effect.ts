import type { Settings } from '../../contract/properties.ts';
import type { Sql } from '../db/client.ts';
import type { PropertyRow } from '../db/properties.ts';
import { loadClosings } from '../db/statements.ts';
import { factRows } from './facts.ts';
import { loadLedger } from './ledger.ts';
import { countMoved, momentOf, moneyEffects } from './push/effects.ts';

/** How many units and tenants owe something else under other settings, the facts being the same. */
export async function movedBySettings(
  sql: Sql,
  { propertyId, currency }: PropertyRow,
  before: Settings,
  after: Settings,
): Promise<number> {
  const [ledger, closings] = await Promise.all([
    loadLedger(sql, propertyId),
    loadClosings(sql, propertyId),
  ]);
  const rows = factRows(ledger);
  const moment = (settings: Settings) => momentOf(rows, { currency, settings, closings });
  return countMoved(moneyEffects(moment(before), moment(after), currency));
}
