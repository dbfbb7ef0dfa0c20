/** For tests of bills: statements as the server answers them, and templates typed into a sheet. */
import type { StatementDocument } from '../../../contract/statement-document.ts';
import { randomUUID } from 'node:crypto';
import { afterEach } from 'vitest';
import type { Workbook } from '../../../excel-host/model/workbook.ts';
import type { OpenedExcel } from '../../../excel-host/node/open-excel.ts';
import { openExcel } from '../../../excel-host/node/open-excel.ts';
import { keptInMemory } from '../../excel/session-store.ts';
import type { Workspace } from '../workspace.ts';
import { openWorkspace } from '../workspace.ts';
import type { PeriodBills } from './period-bills.ts';
import type { Voice } from './template/texts.ts';

/** A bill of a unit with one sub-meter, a payment and nothing else; what is given stands instead. */
export function statement(given: Partial<StatementDocument> = {}): StatementDocument {
  const meter = {
    subMeter: '',
    openingDate: '2024-12-31',
    openingReading: '1000',
    closingDate: '2025-01-31',
    closingReading: '1260',
    multiplier: '1',
    usageKwh: '260',
    flags: [],
  };
  return {
    version: 1,
    number: null,
    kind: 'bill',
    issueDate: '2025-02-03',
    dueDate: '2025-02-17',
    property: 'Elm Street 12',
    currency: 'USD',
    issuer: 'Elm Street Lettings\n12 Elm Street',
    contact: 'bills@elm.example',
    paymentDetails: 'IBAN XX00 0000\nElm Street Lettings',
    note: '',
    unit: 'Apt 1A',
    tenant: 'Ann Miller',
    movedIn: '2023-01-01',
    movedOut: null,
    periodStart: '2025-01-01',
    periodEnd: '2025-01-31',
    stayFrom: '2025-01-01',
    stayTo: '2025-01-31',
    days: 31,
    meters: [meter],
    usageKwh: '260',
    rate: '0.1921578947',
    billAmount: '350.67',
    billKwh: '1825',
    usageCharge: '49.96',
    commonShare: '0.00',
    charge: '49.96',
    flags: [],
    previousNumber: null,
    previousBalance: '40.00',
    cutOff: '2025-02-03',
    payments: [{ date: '2025-01-15', reference: 'R-1', amount: '40.00' }],
    paymentsReceived: '40.00',
    adjustments: [],
    adjustmentsTotal: '0.00',
    corrections: [],
    correctionsTotal: '0.00',
    totalDue: '49.96',
    openItems: [],
    credit: '0.00',
    ...given,
  };
}

/** Sub-meters with these labels and usages. */
export function meters(
  ...usages: readonly (readonly [string, string])[]
): StatementDocument['meters'] {
  return usages.map(([subMeter, usageKwh], i) => ({
    subMeter,
    openingDate: '2024-12-31',
    openingReading: String(1000 * i),
    closingDate: '2025-01-31',
    closingReading: String(1000 * i + Number(usageKwh)),
    multiplier: '1',
    usageKwh,
    flags: [],
  }));
}

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

const opened: OpenedExcel[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

export interface BillDesk {
  readonly excel: OpenedExcel;
  readonly ws: Workspace;
}

/** An Excel with the add-in; bills are given to it, so no server is asked. */
export async function openBillDesk({
  workbook,
  apiVersion = '1.17',
}: { readonly workbook?: Workbook; readonly apiVersion?: string } = {}): Promise<BillDesk> {
  const excel = await openExcel({
    ...(workbook ? { workbook } : {}),
    requirementSets: { ExcelApi: apiVersion, SharedRuntime: '1.1' },
    installGlobals: false,
  });
  opened.push(excel);
  return { excel, ws: openWorkspace({ host: excel, store: keptInMemory(), baseUrl: 'http://no' }) };
}

const PROPERTY = randomUUID();

/** Bills of a period as the server answers for them. */
export function periodBills(...documents: readonly StatementDocument[]): PeriodBills {
  return {
    propertyId: PROPERTY,
    periodEnd: documents[0]?.periodEnd ?? '2025-01-31',
    issueDate: '2025-02-03',
    cutOff: '2025-02-03',
    digest: 'all',
    bills: documents.map((document) => ({
      unit: document.unit,
      tenant: document.tenant,
      email: null,
      missing: [],
      number: document.number,
      draft: document.number === null ? { key: document.unit, digest: null } : null,
      document,
      reason: null,
    })),
  };
}

/** What a sheet holds as the person sees it, without blank rows and columns at its end. */
export function textsOf({ person }: OpenedExcel, sheet: string, area = 'A1:H40'): string[][] {
  const rows = person.texts(`'${sheet}'!${area}`);
  const width = Math.max(0, ...rows.map((row) => row.findLastIndex((text) => text !== '') + 1));
  const height = rows.findLastIndex((row) => row.some((text) => text !== '')) + 1;
  return rows.slice(0, height).map((row) => row.slice(0, width));
}
