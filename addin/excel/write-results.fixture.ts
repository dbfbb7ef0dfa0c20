/** For tests of written results: charges in a workbook of their own, written again and again. */
import type { OpenedExcel } from '../../excel-host/node/open-excel.ts';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { whenTestDone } from '../../tests/setup/when-done.ts';
import type { ResultTable } from './result-table.ts';
import { writeResults } from './write-results.ts';

export async function open(apiVersion = '1.17') {
  const requirementSets = { ExcelApi: apiVersion, SharedRuntime: '1.1' };
  const excel = await openExcel({ requirementSets });
  whenTestDone(() => excel.close());
  return excel;
}

export type Row = readonly [end: string, unit: string, charge: string | null, remark?: string];

const MONEY = '[$$]#,##0.00';

export function charges(rows: readonly Row[], header = 'Charge'): ResultTable {
  return {
    name: 'Allocation',
    sheet: 'Allocation',
    total: 'Total',
    gone: 'gone',
    columns: [
      {
        ...{ key: 'periodEnd', header: 'To', kind: 'date', isKey: true, format: 'm/d/yyyy' },
        values: rows.map(([end]) => end),
      },
      {
        ...{ key: 'unit', header: 'Unit', kind: 'text', isKey: true, format: 'General' },
        values: rows.map(([, unit]) => unit),
      },
      {
        ...{ key: 'charge', header, kind: 'number', hasTotal: true, format: MONEY },
        values: rows.map(([, , charge]) => charge),
      },
      {
        ...{ key: 'flags', header: 'Remarks', kind: 'text', isRemark: true, format: 'General' },
        values: rows.map(([, , , remark = '']) => remark),
      },
    ],
  };
}

export const JAN = '2025-01-31';
export const FEB = '2025-02-28';
export const TWO: readonly Row[] = [
  [JAN, '1A', '10.00'],
  [JAN, '1B', '20.50', 'estimated'],
];
export const FOUR: readonly Row[] = [...TWO, [FEB, '1A', '11.00'], [FEB, '1B', '21.00']];

/** Writes as the flow does: what is known goes from one refresh into the next. */
export function writer(excel: OpenedExcel) {
  let known = {};
  return async (rows: readonly Row[]) => {
    const written = await writeResults(excel, [charges(rows)], known);
    known = written.known;
    return written.tables[0];
  };
}
