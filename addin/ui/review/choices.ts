import type { Choice } from '../../../contract/push.ts';

/** What an answer is about: its row or key, and the field. */
export function subjectOf({ kind, source, row, key, field }: Choice): string {
  return JSON.stringify([kind, source ?? '', row ?? null, key ?? null, field ?? null]);
}

/** With these answers; a later one about the same takes the place of an earlier one. Pure. */
export function withChoices(choices: readonly Choice[], given: readonly Choice[]): Choice[] {
  return [...withoutChoices(choices, given), ...given];
}

export function withoutChoices(choices: readonly Choice[], given: readonly Choice[]): Choice[] {
  const subjects = new Set(given.map(subjectOf));
  return choices.filter((choice) => !subjects.has(subjectOf(choice)));
}
