/**
 * What results look like as tables of the workbook: columns, headers, formats. Pure, like everything
 * in this folder: answers of the server in, tables out.
 */

/** Excel's names of the tables that refresh writes: never read as a part of the ledger. */
export const RESULT_TABLES = [
  'Allocation',
  'Reconciliation',
  'Balances',
  'UtilityAccount',
] as const;
export type ResultTableName = (typeof RESULT_TABLES)[number];
