/** A unit that is given another name in all rows of a source that is no list of units. */
import type { UnitRow } from '../../db/units.ts';
import { rememberedKey } from './labels.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

/**
 * Where a label that nobody knows stands in the rows in which one stood that is gone from the sheet,
 * the unit is offered as renamed: it would keep its history.
 * @returns the unit, renamed as the user says; null: it is another one
 */
export function renamedUnit(
  run: Run,
  group: Group,
  label: string,
  rows: readonly SheetRow[],
): UnitRow | 'asked' | null {
  const unit = unitBefore(run, group, rows);
  if (unit === null) return null;
  const answer = answerOf(run, group, rows);
  if (answer === 'differentRow') return null;
  if (answer === undefined) {
    const message = `“${label}” stands where “${unit.label}” stood. Say whether the unit was renamed.`;
    for (const row of rows) {
      row.table.report.question(row, 'unit', {
        ...{ code: 'key-corrected', message, actions: ['sameRow', 'differentRow'] },
        value: unit.label,
      });
    }
    return 'asked';
  }
  for (const row of rows) {
    row.isRenaming = true;
    const [base, at] = [unit.label, { row: row.row, key: null, field: 'unit' }];
    row.table.report.differences.push({ ...at, state: 'update', base, sheet: label, server: base });
  }
  run.places.renameUnit(unit, label);
  return run.places.unitByLabel(label) ?? unit;
}

/** The one unit whose rows stood in these rows of the sheet, if it has none any more. */
function unitBefore({ rules, places }: Run, group: Group, rows: readonly SheetRow[]) {
  const { kind, base, complete } = group;
  if (kind === 'units' || !base.trusted || !complete) return null;
  const at = new Map(rows.map((row) => [row.row, row]));
  const units = new Set<number>();
  for (const [identity, { row }] of base.entries) {
    const unitId = at.has(row) ? (rules[kind].placeOf(identity)?.unitId ?? null) : null;
    if (unitId !== null) units.add(unitId);
  }
  const [unitId, ...more] = units;
  if (unitId === undefined || more.length > 0) return null;
  const used = new Set(group.rows.map((row) => rememberedKey(row.unitLabel ?? '')));
  const stillNamed = [...base.units].some(([key, { id }]) => id === unitId && used.has(key));
  return stillNamed ? null : (places.unit(unitId) ?? null);
}

function answerOf({ choices }: Run, { kind, source }: Group, rows: readonly SheetRow[]) {
  const actions = ['sameRow', 'differentRow'] as const;
  const asked = { kind, source, row: null, key: null, field: 'unit' } as const;
  for (const { row } of rows) {
    const named = choices.named({ ...asked, row }, actions);
    if (named !== undefined) return named.action;
  }
  return choices.answer(asked, actions)?.action;
}
