/** What is asked of the user about a label that nobody knows, and the answers to it. */
import type { Choice } from '../../../contract/push.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

export function answerFor(
  { choices }: Run,
  { kind, source }: Group,
  rows: readonly SheetRow[],
  field: string,
): Choice | undefined {
  if (!choices.mention(kind, ['useUnit', 'createUnit'])) return undefined;
  for (const { row } of rows) {
    const asked = { kind, source, row, key: null, field };
    const answer = choices.named(asked, ['useUnit', 'createUnit']);
    if (answer !== undefined) return answer;
  }
  return choices.answer({ kind, source, row: null, key: null, field }, ['useUnit', 'createUnit']);
}

export function askNear(
  rows: readonly SheetRow[],
  field: 'unit' | 'subMeter',
  label: string,
  value: string,
): null {
  const what = field === 'unit' ? 'unit' : 'sub-meter';
  const message = `There is no ${what} “${label}”, but there is “${value}”. Say whether that is meant.`;
  for (const row of rows) {
    row.table.report.question(row, field, {
      ...{ code: 'near-unit', message, actions: ['useUnit', 'createUnit'], value },
    });
  }
  return null;
}

export function list<Key>(map: Map<Key, SheetRow[]>, key: Key, row: SheetRow): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [row]);
  else known.push(row);
}
