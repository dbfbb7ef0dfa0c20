/**
 * The flows of which the pane shows itself without: fetched with the views, once there is time, or when
 * they are wanted before that.
 */

/** Reading the ledger, and sending it. */
export async function ledgerFlows() {
  const [reading, looking, sending] = await Promise.all([
    import('../flows/read-ledger.ts'),
    import('../flows/preview.ts'),
    import('../flows/push.ts'),
  ]);
  return { ...reading, ...looking, ...sending };
}

/** The results, and the workbook's tables of them. */
export async function resultsFlows() {
  const [loading, tables, charts, refreshing] = await Promise.all([
    import('../flows/load-results.ts'),
    import('../flows/placed-tables.ts'),
    import('../flows/result-charts.ts'),
    import('../flows/refresh.ts'),
  ]);
  return { ...loading, ...tables, ...charts, ...refreshing };
}

/** Templates of bills, and the sheets that are made of them. */
export async function billsFlows() {
  const [opening, planning, making, stamping] = await Promise.all([
    import('../flows/bills/open-bills.ts'),
    import('../flows/bills/plan-bills.ts'),
    import('../flows/bills/make-bills-apart.ts'),
    import('../flows/bills/issue-and-stamp.ts'),
  ]);
  return { ...opening, ...planning, ...making, ...stamping };
}
