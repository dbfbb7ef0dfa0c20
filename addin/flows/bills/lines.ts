import type { StatementDocument } from '../../../contract/statement-document.ts';
import { FLAG_WORDS } from '../results/words.ts';
import { digestOf } from './digest.ts';

/** Lines of a bill of which there are as many as there are. */
export const LINE_GROUPS = ['meter', 'payment', 'adjustment', 'correction', 'settlement'] as const;
export type LineGroup = (typeof LINE_GROUPS)[number];

/** One line: a digest by which it is known again, and what it says by the last part of a field's name. */
export interface Line {
  readonly key: string;
  readonly values: Readonly<Record<string, string | null>>;
}

const KEY_LENGTH = 6;

/** What is still open, in the words of a bill. */
const ENTRIES = { charge: 'Charge', adjustment: 'Adjustment', refund: 'Refund' } as const;

export function linesOf(bill: StatementDocument): Record<LineGroup, Line[]> {
  return {
    meter: told(bill.meters, ({ subMeter, usageKwh, flags, ...meter }) => ({
      key: subMeter,
      values: {
        // The unit's only sub-meter needs no name of its own.
        label: subMeter === '' ? bill.unit : subMeter,
        ...meter,
        usage: usageKwh,
        remarks: flags.map((flag) => FLAG_WORDS[flag]).join(', '),
      },
    })),
    payment: told(bill.payments, (payment) => ({
      key: `${payment.date} ${payment.reference ?? ''} ${payment.amount}`,
      values: payment,
    })),
    adjustment: told(bill.adjustments, (adjustment) => ({
      key: `${adjustment.date} ${adjustment.reason}`,
      values: adjustment,
    })),
    correction: told(bill.corrections, ({ cause, text, periodEnd, date, ...amounts }) => ({
      key: `${cause} ${periodEnd ?? ''} ${date ?? ''}`,
      values: { cause: text, date: date ?? periodEnd, ...amounts },
    })),
    settlement: told(bill.openItems, ({ entry, date, reason, amount, open }) => ({
      key: `${entry} ${date} ${reason ?? ''}`,
      values: { entry: ENTRIES[entry], date, reason, amount, open },
    })),
  };
}

/** Lines that are known by the same are told apart by their order. */
function told<Item>(
  items: readonly Item[],
  lineOf: (item: Item) => {
    key: string;
    values: Record<string, string | null | readonly string[]>;
  },
): Line[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const { key, values } = lineOf(item);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const texts = Object.entries(values).filter(
      (entry): entry is [string, string | null] => !Array.isArray(entry[1]),
    );
    return { key: digestOf(`${key} ${before}`, KEY_LENGTH), values: Object.fromEntries(texts) };
  });
}
