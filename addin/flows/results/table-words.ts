import type { RefreshedTable } from '../refresh.ts';
import type { ResultKind } from './forms.ts';

/** What people call the tables of results. */
export const TABLE_WORDS: Readonly<Record<ResultKind, string>> = {
  Allocation: 'Allocation',
  Reconciliation: 'Periods',
  Balances: 'Balances by unit',
  Settlement: 'Settlement of payments',
  UtilityAccount: 'Utility account',
  Statements: 'Statements',
  UsageByUnit: 'Usage by unit',
  BillShares: 'Shares of each bill',
};

/** What became of a table that was not written; null where nothing did. */
export function lostSentence({
  kind,
  status,
  sheet,
}: Pick<RefreshedTable, 'kind' | 'status' | 'sheet'>): string | null {
  const table = `“${TABLE_WORDS[kind]}”${sheet === null ? '' : ` on “${sheet}”`}`;
  if (status === 'gone') return `${table} was deleted. Make it again, or forget it.`;
  if (status === 'converted') {
    return `${table} is a plain range now and was left as it is. Make it again, or forget it.`;
  }
  if (status !== 'keyless') return null;
  return `${table} lacks a column that tells its rows apart, so it was left as it is. Put the column back, or forget the table.`;
}

/** What became of a table's chart; null where nothing did. */
export function chartSentence({
  kind,
  chart,
}: Pick<RefreshedTable, 'kind' | 'chart'>): string | null {
  const of = `The chart of “${TABLE_WORDS[kind]}”`;
  if (chart === 'gone') return `${of} was deleted, and stays so until you want one again.`;
  if (chart !== 'protected') return null;
  return `${of} is on a protected sheet and was left as it is. Unprotect the sheet, then refresh.`;
}
