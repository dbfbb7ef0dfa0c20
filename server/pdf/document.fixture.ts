import type { StatementDocument } from '../../contract/statement-document.ts';

/** A bill in which something stands everywhere. */
export const BILL: StatementDocument = {
  ...{ version: 1, number: 12, kind: 'bill', issueDate: '2025-03-10', dueDate: '2025-03-24' },
  ...{ property: 'Elm Street 4', currency: 'USD', unit: 'Apt 1', tenant: 'Ann Lee' },
  issuer: 'Elm Street Ltd\n4 Elm Street\nSpringfield',
  contact: 'Grace Hopper\noffice@elm.example',
  paymentDetails: 'Bank transfer\nIBAN XX00 0000',
  note: 'Thank you for paying on time.',
  ...{ movedIn: '2024-06-01', movedOut: null, periodStart: '2025-02-01', periodEnd: '2025-02-28' },
  ...{ stayFrom: '2025-02-01', stayTo: '2025-02-28', days: 28 },
  meters: [
    {
      ...{ subMeter: 'kitchen', openingDate: '2025-01-30', openingReading: '1200' },
      ...{ closingDate: '2025-02-27', closingReading: '1290.5', multiplier: '1.000000' },
      ...{ usageKwh: '90.5', flags: [] },
    },
    {
      ...{ subMeter: 'cellar', openingDate: '2025-01-31', openingReading: '40' },
      ...{ closingDate: null, closingReading: null, multiplier: '10.000000' },
      ...{ usageKwh: '9.5', flags: ['estimated'] },
    },
  ],
  ...{ usageKwh: '100', rate: '0.250000', billAmount: '100.00', billKwh: '400' },
  ...{ usageCharge: '25.00', commonShare: '12.50', charge: '37.50', flags: ['estimated'] },
  ...{ previousNumber: 3, previousBalance: '30.00', cutOff: '2025-03-10' },
  payments: [{ date: '2025-02-10', reference: 'R-2', amount: '20.00' }],
  paymentsReceived: '20.00',
  adjustments: [{ date: '2025-02-03', reason: 'Bulb replaced', amount: '-2.50' }],
  adjustmentsTotal: '-2.50',
  corrections: [
    {
      ...{ cause: 'usage', text: 'Usage corrected from 200 to 180 kWh', periodEnd: '2025-01-31' },
      ...{ date: null, stated: '40.00', now: '36.00', amount: '-4.00' },
    },
  ],
  correctionsTotal: '-4.00',
  totalDue: '41.00',
  openItems: [
    { entry: 'charge', date: '2025-01-31', reason: null, amount: '36.00', open: '3.50' },
    { entry: 'charge', date: '2025-02-28', reason: null, amount: '37.50', open: '37.50' },
  ],
  credit: '0.00',
};
