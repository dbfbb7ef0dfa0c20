/**
 * Rows that a source once had and does not have any more: offered as rows whose key was corrected, or
 * listed as removed until the user says what to do. Judged only against what this very file agreed
 * on, and only where the whole set was sent.
 */
import { KIND_ORDER, type Kind } from '../../../contract/kinds.ts';
import type { KindRules } from './rules.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

/** Identities that both had agreed on and that no row has now. */
function missing({ base, rows, complete }: Group): Set<string> {
  if (!base.trusted || !complete) return new Set();
  const absent = new Set(base.entries.keys());
  const unknown = new Map<number, SheetRow>();
  for (const row of rows) {
    if (row.identity !== null) absent.delete(row.identity);
    else unknown.set(row.row, row);
  }
  // A row whose key cannot be read is most likely the one that stood there.
  if (unknown.size > 0) {
    for (const identity of absent) {
      if (unknown.has(base.entries.get(identity)?.row ?? 0)) absent.delete(identity);
    }
  }
  return absent;
}

/** Offers each new row that looks like a missing one as that one; before the rows are merged. */
export function matchCorrected(run: Run, group: Group): Set<string> {
  const rules = run.rules[group.kind];
  const absent = missing(group);
  for (const identity of absent) if (rules.valuesOf(identity) === null) absent.delete(identity);
  if (absent.size === 0) return absent;
  const added = group.rows.filter(
    ({ waits, identity }) =>
      !waits && identity !== null && !group.base.entries.has(identity) && isNew(rules, identity),
  );
  for (const [row, identity] of pairs(group, rules, added, absent)) {
    if (ask(run, rules, row, identity)) absent.delete(identity);
  }
  return absent;
}

function isNew(rules: KindRules, identity: string): boolean {
  return rules.valuesOf(identity) === null;
}

/** In the same row of the sheet, else alike in all that is no key. */
function pairs(
  { base }: Group,
  rules: KindRules,
  added: readonly SheetRow[],
  absent: ReadonlySet<string>,
): [SheetRow, string][] {
  const left = new Set(absent);
  const byRow = new Map([...left].map((identity) => [base.entries.get(identity)?.row, identity]));
  const byRest = new Map<string, string>();
  for (const identity of left) {
    const rest = restOf(rules, base.entries.get(identity)?.cells ?? []);
    if (rest !== null && !byRest.has(rest)) byRest.set(rest, identity);
  }
  const found: [SheetRow, string][] = [];
  const take = (row: SheetRow, identity: string | undefined) => {
    if (identity === undefined || !left.delete(identity)) return false;
    found.push([row, identity]);
    return true;
  };
  const elsewhere = added.filter((row) => !take(row, byRow.get(row.row)));
  for (const row of elsewhere) {
    const rest = restOf(rules, row.cells);
    if (rest !== null) take(row, byRest.get(rest));
  }
  return found;
}

/** The cells that are no part of the key, as text; null where they say nothing. */
function restOf(
  { identifying }: KindRules,
  cells: readonly (string | null | false | undefined)[],
): string | null {
  const rest = cells.flatMap((cell, position) =>
    identifying.includes(position) || typeof cell !== 'string' ? [] : [[position, cell]],
  );
  return rest.length === 0 ? null : JSON.stringify(rest);
}

/** @returns whether the row takes the missing one's place, or waits to */
function ask(run: Run, rules: KindRules, row: SheetRow, identity: string): boolean {
  const { kind, source, report } = row.table;
  const asked = { kind, source, row: row.row, key: row.identity };
  const answer = run.choices.answer(asked, ['sameRow', 'differentRow']);
  if (answer?.action === 'differentRow') return false;
  if (answer?.action === 'sameRow') {
    row.corrects = identity;
    return true;
  }
  const message = `This looks like ${rules.describe(identity)}, corrected. Say whether it is the same row.`;
  report.question(row, null, {
    ...{ code: 'key-corrected', message, actions: ['sameRow', 'differentRow'], value: identity },
  });
  return true;
}

/** What the user says of rows that are missing; those referred to are deleted last. */
export function settleMissing(run: Run, absent: ReadonlyMap<Group, ReadonlySet<string>>): void {
  const groups = [...absent.keys()];
  for (const kind of KIND_ORDER.toReversed()) {
    for (const group of groups) {
      if (group.kind !== kind) continue;
      for (const identity of absent.get(group) ?? []) settleOne(run, group, identity);
    }
  }
}

function settleOne(run: Run, group: Group, identity: string): void {
  const { kind, source, base, tables } = group;
  const report = tables.at(-1)?.report;
  const rules = run.rules[kind];
  const server = rules.valuesOf(identity);
  if (report === undefined || server === null) return;
  const asked = { kind, source, row: null, key: identity };
  const answer = run.choices.answer(asked, ['delete', 'bringBack', 'keep']);
  if (answer?.action === 'keep') {
    report.absent(identity, 'unchanged');
    base.entries.delete(identity);
  } else if (answer?.action === 'bringBack') {
    report.absent(identity, 'newerOnServer');
    for (const [position, value] of server.entries()) {
      if (value === null) continue;
      const at = { row: null, key: identity, field: rules.fields[position] ?? '' };
      report.differences.push({
        ...at,
        state: 'newerOnServer',
        base: value,
        sheet: null,
        server: value,
      });
    }
  } else if (answer?.action === 'delete') {
    remove(run, group, identity);
  } else {
    report.absent(identity, 'removed');
    const message = `The sheet no longer has ${rules.describe(identity)}. Delete it, or bring it back.`;
    report.aboutAbsent(identity, {
      ...{ code: 'removed', message, actions: ['delete', 'bringBack', 'keep'] },
    });
  }
}

function remove(run: Run, { kind, base, tables }: Group, identity: string): void {
  const report = tables.at(-1)?.report;
  const rules = run.rules[kind];
  const used = kind === 'units' ? usesOf(run, identity) : null;
  if (used !== null) {
    report?.absent(identity, 'problem');
    const message = `${rules.describe(identity)} cannot be deleted: ${used}. Delete those first.`;
    report?.aboutAbsent(identity, { code: 'in-use', message, actions: [] });
    return;
  }
  rules.remove(identity);
  base.entries.delete(identity);
  base.gone.add(identity);
  report?.absent(identity, 'removed');
}

/** What refers to a sub-meter or, where it is the unit's last one, to the unit; null: nothing. */
function usesOf({ ledger }: Run, identity: string): string | null {
  const subMeter = ledger.subMeters.get(identity);
  if (subMeter === undefined) return null;
  const { subMeterId, unitId } = subMeter;
  if (ledger.readings.values().some((row) => row.subMeterId === subMeterId)) {
    return 'it has readings';
  }
  const siblings = ledger.subMeters.values().filter((row) => row.unitId === unitId);
  if (siblings.length > 1) return null;
  const uses = {
    tenancies: ledger.tenancies.values(),
    payments: ledger.payments.values(),
    adjustments: ledger.adjustments.values(),
  } satisfies Partial<Record<Kind, { unitId: number | null }[]>>;
  for (const [kind, rows] of Object.entries(uses)) {
    if (rows.some((row) => row.unitId === unitId)) return `it has ${kind}`;
  }
  return null;
}
