/** For tests and the bench of bills: statements as the server answers them. */
import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { PeriodBills } from './period-bills.ts';

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

const PROPERTY = crypto.randomUUID();

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
