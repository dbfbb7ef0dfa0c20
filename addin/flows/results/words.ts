import type { Flag } from '../../../contract/allocation.ts';

/** What stands in the workbook's tables of results: headers, and what flags say in a cell. */
export const HEADERS = {
  periodStart: 'From',
  periodEnd: 'To',
  unit: 'Unit',
  tenant: 'Tenant',
  openingDate: 'Opening date',
  openingReading: 'Opening reading',
  closingDate: 'Closing date',
  closingReading: 'Closing reading',
  usageKwh: 'Usage kWh',
  rate: 'Rate',
  charge: 'Charge',
  commonShare: 'Of it common',
  flags: 'Remarks',
  totalKwh: 'Bill kWh',
  unitsKwh: 'Units kWh',
  commonKwh: 'Common kWh',
  billed: 'Billed',
  notPassedOn: 'Not passed on',
  charges: 'Charges',
  ownerShare: "Owner's share",
  difference: 'Difference',
  opening: 'Opening balance',
  adjustments: 'Adjustments',
  payments: 'Payments',
  closing: 'Closing balance',
  date: 'Date',
  entry: 'Entry',
  reference: 'Reference',
  amount: 'Amount',
  balance: 'Balance',
} as const;

export const TOTAL = 'Total';
export const GONE = 'no longer in the results';
export const ENTRIES = { bill: 'Bill', payment: 'Payment' } as const;

export const FLAG_WORDS: Readonly<Record<Flag, string>> = {
  estimated: 'estimated',
  missing: 'reading missing',
  inQuestion: 'reading in question',
  gap: 'gap to the previous reading',
  retired: 'sub-meter retired',
  overMetered: 'sub-meters show more than the bill',
  unallocatable: 'cannot be shared out',
  startDefaulted: 'start assumed',
  longerThanUsual: 'longer than usual',
  overlaps: 'overlaps another period',
  startAfterEnd: 'starts after its end',
  waiting: 'waits for an answer',
  baseline: 'counting begins here',
  noBaseline: 'no reading before',
  given: 'usage as given',
  partOfPeriod: 'part of the period',
  unbilled: 'not billed yet',
  vacant: 'vacant',
  predecessorOwes: 'the tenant before still owes',
};
