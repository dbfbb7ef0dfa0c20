/**
 * Payments and adjustments without a reference look alike: which of the server's rows each of the
 * sheet's is, and payments that another workbook may have told already.
 */
import type { Kind } from '../../../contract/kinds.ts';
import type { PaymentRow } from '../../db/payments.ts';
import { amountIdentity } from './kinds/payments.ts';
import { moneyText } from './money-text.ts';
import { positionOf } from './rules.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

export function findSamePayments(
  run: Run,
  kind: 'payments' | 'adjustments',
  groups: readonly Group[],
): void {
  const ours = ownIdentities(run, kind);
  const claimed = new Set<string>();
  for (const { base, rows } of groups) {
    for (const { identity } of rows) {
      if (identity !== null && base.entries.has(identity)) claimed.add(identity);
    }
  }
  const others = kind === 'payments' ? othersPayments(run, ours) : new Map<string, PaymentRow[]>();
  for (const { base, rows } of groups) {
    for (const row of rows) {
      const { identity } = row;
      if (identity === null || base.entries.has(identity)) continue;
      const isByReference = identity.startsWith('#');
      if (!isByReference || run.rules[kind].valuesOf(identity) === null) {
        if (others.size > 0 && askWhetherSame(run, row, others, claimed)) continue;
      }
      if (!isByReference) row.identity = free(run, kind, identity, claimed, ours);
      if (row.identity !== null) claimed.add(row.identity);
    }
  }
}

/** Rows that this workbook has told before, from whatever source. */
function ownIdentities({ bases }: Run, kind: Kind): Set<string> {
  const ours = new Set<string>();
  for (const base of bases) {
    if (base.kind === kind) for (const identity of base.entries.keys()) ours.add(identity);
  }
  return ours;
}

/** Payments that this workbook knows nothing of, by unit, date and amount. */
function othersPayments(run: Run, ours: ReadonlySet<string>): Map<string, PaymentRow[]> {
  const others = new Map<string, PaymentRow[]>();
  for (const row of run.ledger.payments.values()) {
    if (ours.has(row.key)) continue;
    const key = amountIdentity(row.unitId, row.date, moneyText(row.amount, run.decimals));
    const known = others.get(key);
    if (known === undefined) others.set(key, [row]);
    else known.push(row);
  }
  return others;
}

const DATE = positionOf('payments', 'date');
const AMOUNT = positionOf('payments', 'amount');
const REFERENCE = positionOf('payments', 'reference');

/** @returns true where the row has got its identity, or waits */
function askWhetherSame(
  run: Run,
  row: SheetRow,
  others: ReadonlyMap<string, readonly PaymentRow[]>,
  claimed: Set<string>,
): boolean {
  const [date, amount] = [row.cells[DATE] ?? null, row.cells[AMOUNT] ?? null];
  if (date === null || amount === null || row.waits) return false;
  const equals = others.get(amountIdentity(row.place.unitId, date, amount)) ?? [];
  const hasReference = (row.cells[REFERENCE] ?? null) !== null;
  // Two references tell two payments apart.
  const same = equals.find(
    ({ key, reference }) => !claimed.has(key) && !(hasReference && reference !== null),
  );
  if (same === undefined) return false;
  const { kind, source, report } = row.table;
  const asked = { kind, source, row: row.row, key: row.own };
  const answer = run.choices.answer(asked, ['sameRow', 'differentRow']);
  if (answer?.action === 'differentRow') return false;
  claimed.add(same.key);
  if (answer?.action === 'sameRow') {
    row.identity = same.key;
    return true;
  }
  const described = run.rules.payments.describe(same.key);
  const message = `Another workbook has told ${described}. Say whether this is the same payment.`;
  report.question(row, null, {
    ...{ code: 'same-payment', message, actions: ['sameRow', 'differentRow'], value: same.key },
  });
  row.identity = null;
  return true;
}

/** The row's own identity, or where another row has that, the next ordinal that nobody has. */
function free(
  run: Run,
  kind: 'payments' | 'adjustments',
  own: string,
  claimed: ReadonlySet<string>,
  ours: ReadonlySet<string>,
): string {
  const cut = own.lastIndexOf('|') + 1;
  const isTaken = (identity: string) =>
    claimed.has(identity) ||
    (run.rules[kind].valuesOf(identity) !== null && (kind === 'payments' || ours.has(identity)));
  let identity = own;
  for (let ordinal = Number(own.slice(cut)); isTaken(identity); ordinal += 1) {
    identity = own.slice(0, cut) + String(ordinal + 1);
  }
  return identity;
}
