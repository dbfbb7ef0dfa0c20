/** For tests of bills: an Excel with the add-in, and templates typed into a sheet. */
import type { Workbook } from '../../../excel-host/model/workbook.ts';
import type { OpenedExcel } from '../../../excel-host/node/open-excel.ts';
import { openExcel } from '../../../excel-host/node/open-excel.ts';
import { whenTestDone } from '../../../tests/setup/when-done.ts';
import { keptInMemory } from '../../excel/session-store.ts';
import type { Workspace } from '../workspace.ts';
import { openWorkspace } from '../workspace.ts';
import type { Voice } from './template/texts.ts';

export const VOICE: Voice = {
  culture: { decimalSeparator: '.', thousandsSeparator: ',', dateOrder: 'MDY' },
  shortDate: 'M/d/yyyy',
  date1904: false,
  currency: 'USD',
  language: 'en-US',
};

/** Types a template from A1 on, on the first sheet of an Excel. */
export function typeTemplate(
  { person, workbook }: OpenedExcel,
  rows: readonly (readonly (string | number)[])[],
): string {
  const name = workbook.sheets[0]?.name ?? '';
  const width = Math.max(...rows.map((row) => row.length));
  person.type(
    `${name}!A1`,
    rows.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? '')),
  );
  return name;
}

export interface BillDesk {
  readonly excel: OpenedExcel;
  readonly ws: Workspace;
}

/** An Excel with the add-in; bills are given to it, so no server is asked. */
export async function openBillDesk({
  workbook,
  apiVersion = '1.17',
  requirementSets = {},
}: {
  readonly workbook?: Workbook;
  readonly apiVersion?: string;
  readonly requirementSets?: Readonly<Record<string, string>>;
} = {}): Promise<BillDesk> {
  const excel = await openExcel({
    ...(workbook ? { workbook } : {}),
    requirementSets: { ExcelApi: apiVersion, SharedRuntime: '1.1', ...requirementSets },
    installGlobals: false,
  });
  whenTestDone(() => excel.close());
  return { excel, ws: openWorkspace({ host: excel, store: keptInMemory(), baseUrl: 'http://no' }) };
}

/** What a sheet holds as the person sees it, without blank rows and columns at its end. */
export function textsOf({ person }: OpenedExcel, sheet: string, area = 'A1:H40'): string[][] {
  const rows = person.texts(`'${sheet}'!${area}`);
  const width = Math.max(0, ...rows.map((row) => row.findLastIndex((text) => text !== '') + 1));
  const height = rows.findLastIndex((row) => row.some((text) => text !== '')) + 1;
  return rows.slice(0, height).map((row) => row.slice(0, width));
}
