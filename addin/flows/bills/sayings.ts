import type { DraftReason } from '../../../contract/statements.ts';
import type { LineGroup } from './lines.ts';
import type { TemplateFault } from './template/parse.ts';

const LINE_WORDS: Readonly<Record<LineGroup, string>> = {
  meter: 'sub-meters',
  payment: 'payments',
  adjustment: 'adjustments',
  correction: 'corrections',
  settlement: 'open items',
};

interface LeftSheet {
  readonly sheet: string;
}

const NO_BILL: Readonly<Record<DraftReason, (number: number | null) => string>> = {
  issued: (number) => `No. ${number} was issued for this period.`,
  laterStatement: (number) =>
    `No. ${number} is of a later period, and stands. Void it first if this one is to be billed.`,
  missing: () => 'a meter reading is missing.',
  inQuestion: () => 'a meter reading waits for your answer.',
  waiting: () => 'the period overlaps another, or its first day is not known.',
  noBaseline: () => 'there is no meter reading from before the period.',
  noSubMeter: () => 'the unit has no sub-meter.',
};

function reasonOf({
  reason,
  number,
  missing,
}: {
  readonly reason: DraftReason;
  readonly number: number | null;
  readonly missing: readonly string[];
}): string {
  const named = missing.filter((label) => label !== '');
  if (reason !== 'missing' || named.length === 0) return NO_BILL[reason](number);
  return `the reading of ${named.join(', ')} is missing.`;
}

/** What is told about bills and their templates; a part of `flows/words.ts`. */
export const BILL_SENTENCES = {
  // Why no bills are made.
  'no-template': ({ sheet }: { sheet: string }) =>
    `There is no sheet "${sheet}" any more. Choose another template.`,
  'template-is-bill': ({ sheet }: { sheet: string }) =>
    `"${sheet}" is a bill that was made here. Choose the sheet that it was made from.`,
  'template-protected': ({ sheet }: { sheet: string }) =>
    `The sheet "${sheet}" is protected, and its copies would be too. Unprotect it (Review, Unprotect Sheet), then try again.`,
  'template-filtered': ({ sheet }: { sheet: string }) =>
    `A filter hides rows of the sheet "${sheet}". Clear it, then try again.`,
  'template-faults': ({ sheet, count }: { sheet: string; count: number }) =>
    `The template "${sheet}" has ${count === 1 ? 'a mistake' : `${count} mistakes`}. No bill was made.`,
  'cell-holds-formula': () =>
    'The selected cell holds a formula. Select another cell, then choose the field again.',
  'no-period': ({ name, ends }: { name: string; ends: readonly string[] }) =>
    ends.length === 0
      ? 'There is no billing period yet: it begins with the first utility bill that is sent.'
      : `There is no billing period "${name}". There are those that end on ${ends.join(', ')}.`,

  // Why a tenant has no bill yet.
  'no-bill-yet': ({
    unit,
    tenant,
    ...why
  }: {
    unit: string;
    tenant: string | null;
    reason: DraftReason;
    number: number | null;
    missing: readonly string[];
  }) => `${unit}${tenant === null ? '' : `, ${tenant}`}: ${reasonOf(why)}`,

  // Why a bill was left as it is.
  'left-undo': ({ sheet }: LeftSheet) =>
    `${sheet}: was not made, since Excel cannot undo anything once a sheet was copied.`,
  'left-edited': ({ sheet, cells }: LeftSheet & { cells: readonly string[] }) =>
    `${sheet}: was left as it is, since you typed into ${cells.join(', ')}.`,
  'left-replaced': ({ sheet }: LeftSheet) =>
    `${sheet}: was left as it is. The template changed since, or rows of the bill are gone: it would be a new sheet, without what you typed on it.`,
  'left-protected': ({ sheet }: LeftSheet) =>
    `${sheet}: is protected and was left as it is. Unprotect it, then make the bills again.`,
  'left-unfinished': ({ sheet }: LeftSheet) =>
    `${sheet}: was being written, and may be half old and half new. Make the bills again.`,
  'left-stopped': ({ sheet }: LeftSheet) => `${sheet}: was not made any more.`,

  // What is wrong with a template.
  'no-such-field': ({ at, name, nearest }: { at: string; name: string; nearest: string | null }) =>
    nearest === null
      ? `${at}: there is no field "${name}".`
      : `${at}: there is no field "${name}". Is {{${nearest}}} meant?`,
  'open-braces': ({ at }: { at: string }) =>
    `${at}: a field begins with {{ and ends with }}; here one of them is missing.`,
  'in-formula': ({ at }: { at: string }) =>
    `${at}: a field within a formula is not filled in. Put it into a cell of its own, and that cell into the formula.`,
  'two-kinds': ({ at, groups }: { at: string; groups: readonly LineGroup[] }) =>
    `Row ${at} has lines of ${groups.map((one) => LINE_WORDS[one]).join(' and of ')}. Give each a row of its own.`,
  'line-on-page': ({ at, name }: { at: string; name: string }) =>
    `${at}: {{${name}}} is of lines, which have no place there.`,
  'torn-merge': ({ at }: { at: string }) =>
    `${at}: merged cells reach beyond the rows that repeat. Unmerge them.`,
  'table-edge': ({ at }: { at: string }) =>
    `Row ${at} is the heading or the total of a table, which cannot repeat.`,
  'no-fields': () =>
    'There is no field in this sheet. Write one into a cell, such as {{tenant}}, or put it in from the list.',
} as const;

/** The page's parts as people call them. */
const PLACES: Readonly<Record<string, string>> = {
  leftHeader: 'Header, left',
  centerHeader: 'Header, centre',
  rightHeader: 'Header, right',
  leftFooter: 'Footer, left',
  centerFooter: 'Footer, centre',
  rightFooter: 'Footer, right',
};

/** A fault with its place in words: a cell, a row, or a part of the page. */
export function placed<Fault extends TemplateFault>(fault: Fault): Fault {
  return { ...fault, at: PLACES[fault.at] ?? fault.at };
}
