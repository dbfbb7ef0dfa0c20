/**
 * What a template of bills can say: the fields in double braces, whole and of lines, and what each says
 * of a statement. Pure, like `template/` beside it: no workbook, no server.
 */
import type { StatementDocument } from '../../../contract/statement-document.ts';
import { linesOf, type Line, type LineGroup } from './lines.ts';

export type { Line, LineGroup } from './lines.ts';
export { LINE_GROUPS } from './lines.ts';

/** How a value stands in a cell: as text, as a date, or as a number of that sort. */
export type FieldKind = 'text' | 'date' | 'money' | 'kwh' | 'rate' | 'count';

/** Decimal text, an ISO date, or text; null where there is nothing to say. */
export type FieldValue = string | null;

export interface Field {
  /** As it is written between the braces, "totalDue" or "meter.usage". */
  readonly name: string;
  readonly kind: FieldKind;
  /** null: said once on a bill. */
  readonly group: LineGroup | null;
}

interface BillField extends Field {
  readonly of: (bill: StatementDocument) => FieldValue;
}
interface LineField extends Field {
  readonly group: LineGroup;
}

type Of = BillField['of'];
const field = (name: string, kind: FieldKind, of: Of): BillField => ({
  name,
  kind,
  group: null,
  of,
});
const count = (value: number | null): FieldValue => (value === null ? null : String(value));

/** In a draft, where a number would stand. */
export const DRAFT = 'Draft';

const BILL_FIELDS: readonly BillField[] = [
  field('property', 'text', (bill) => bill.property),
  field('issuer', 'text', (bill) => bill.issuer),
  field('contact', 'text', (bill) => bill.contact),
  field('paymentDetails', 'text', (bill) => bill.paymentDetails),
  field('note', 'text', (bill) => bill.note),
  field('currency', 'text', (bill) => bill.currency),
  field('unit', 'text', (bill) => bill.unit),
  field('tenant', 'text', (bill) => bill.tenant),
  field('movedIn', 'date', (bill) => bill.movedIn),
  field('movedOut', 'date', (bill) => bill.movedOut),
  field('number', 'count', (bill) => count(bill.number) ?? DRAFT),
  field('draft', 'text', (bill) => (bill.number === null ? DRAFT : null)),
  field('issueDate', 'date', (bill) => bill.issueDate),
  field('dueDate', 'date', (bill) => bill.dueDate),
  // Both are texts made of days: `template/texts.ts` writes them as the workbook does.
  field('period', 'text', ({ periodStart, periodEnd }) => `${periodStart}/${periodEnd}`),
  field('stay', 'text', ({ stayFrom, stayTo }) => `${stayFrom}/${stayTo}`),
  field('periodStart', 'date', (bill) => bill.periodStart),
  field('periodEnd', 'date', (bill) => bill.periodEnd),
  field('stayFrom', 'date', (bill) => bill.stayFrom),
  field('stayTo', 'date', (bill) => bill.stayTo),
  field('days', 'count', (bill) => count(bill.days)),
  field('usage', 'kwh', (bill) => bill.usageKwh),
  field('rate', 'rate', (bill) => bill.rate),
  field('billAmount', 'money', (bill) => bill.billAmount),
  field('billKwh', 'kwh', (bill) => bill.billKwh),
  field('usageCharge', 'money', (bill) => bill.usageCharge),
  field('commonShare', 'money', (bill) => bill.commonShare),
  field('charge', 'money', (bill) => bill.charge),
  field('previousNumber', 'count', (bill) => count(bill.previousNumber)),
  field('previousBalance', 'money', (bill) => bill.previousBalance),
  field('cutOff', 'date', (bill) => bill.cutOff),
  field('paymentsReceived', 'money', (bill) => bill.paymentsReceived),
  field('adjustmentsTotal', 'money', (bill) => bill.adjustmentsTotal),
  field('correctionsTotal', 'money', (bill) => bill.correctionsTotal),
  field('totalDue', 'money', (bill) => bill.totalDue),
  field('credit', 'money', (bill) => bill.credit),
];

const ofLines = (
  group: LineGroup,
  names: Readonly<Record<string, FieldKind>>,
): readonly LineField[] =>
  Object.entries(names).map(([name, kind]) => ({ name: `${group}.${name}`, kind, group }));

const LINE_FIELDS: readonly LineField[] = [
  ...ofLines('meter', {
    label: 'text',
    openingDate: 'date',
    openingReading: 'kwh',
    closingDate: 'date',
    closingReading: 'kwh',
    multiplier: 'kwh',
    usage: 'kwh',
    remarks: 'text',
  }),
  ...ofLines('payment', { date: 'date', reference: 'text', amount: 'money' }),
  ...ofLines('adjustment', { date: 'date', reason: 'text', amount: 'money' }),
  ...ofLines('correction', {
    cause: 'text',
    date: 'date',
    stated: 'money',
    now: 'money',
    amount: 'money',
  }),
  ...ofLines('settlement', {
    entry: 'text',
    date: 'date',
    reason: 'text',
    amount: 'money',
    open: 'money',
  }),
];

/** All of them, in the order in which a palette shows them. */
export const FIELDS: readonly Field[] = [...BILL_FIELDS, ...LINE_FIELDS];

/** Other ways to write a field, as people do. */
const ALIASES: Readonly<Record<string, string>> = {
  ...{ kwh: 'usage', usageKwh: 'usage', consumption: 'usage' },
  ...{ pricePerKwh: 'rate', landlord: 'issuer', name: 'tenant' },
  ...{ statementNumber: 'number', billNumber: 'number', invoiceNumber: 'number' },
  ...{ issuedOn: 'issueDate', billDate: 'issueDate', date: 'issueDate' },
  ...{ from: 'stayFrom', to: 'stayTo', start: 'periodStart', end: 'periodEnd' },
  ...{ adjustments: 'adjustmentsTotal', corrections: 'correctionsTotal' },
  ...{ payments: 'paymentsReceived', total: 'totalDue', amountDue: 'totalDue' },
  ...{ meter: 'meter.label', subMeter: 'meter.label', meterUsageKwh: 'meter.usage' },
  // Where a unit has one sub-meter its readings are the bill's.
  ...{ openingDate: 'meter.openingDate', openingReading: 'meter.openingReading' },
  ...{ closingDate: 'meter.closingDate', closingReading: 'meter.closingReading' },
  ...{ multiplier: 'meter.multiplier', remarks: 'meter.remarks' },
};

/** A name without what people do not mean by it: capitals, blanks, dots and dashes. */
export function bareName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const BY_NAME = new Map<string, Field>(FIELDS.map((one) => [bareName(one.name), one]));
for (const [alias, name] of Object.entries(ALIASES)) {
  const meant = BY_NAME.get(bareName(name));
  if (meant) BY_NAME.set(bareName(alias), meant);
}

/** The field of that name, however it is written. */
export function fieldNamed(name: string): Field | null {
  return BY_NAME.get(bareName(name)) ?? null;
}

/** All ways in which fields are written, bare, for looking up what may have been meant. */
export const KNOWN_NAMES: ReadonlyMap<string, Field> = BY_NAME;

/** What the bill says of each field and line. */
export interface BillValues {
  readonly bill: StatementDocument;
  readonly whole: (field: Field) => FieldValue;
  readonly lines: Readonly<Record<LineGroup, readonly Line[]>>;
}

const OF = new Map(BILL_FIELDS.map(({ name, of }) => [name, of]));

export function valuesOf(bill: StatementDocument): BillValues {
  return { bill, whole: ({ name }) => OF.get(name)?.(bill) ?? null, lines: linesOf(bill) };
}
