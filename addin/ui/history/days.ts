import type { Change } from '../../../contract/changes.ts';
import type { Formats } from '../format.ts';

export interface Day {
  readonly day: string;
  readonly changes: readonly Change[];
}

/** Changes by the day on which they were made, where the person is. Pure; keeps their order. */
export function daysOf(changes: readonly Change[], { day: dayOf }: Formats): Day[] {
  const days = new Map<string, Change[]>();
  for (const change of changes) {
    const day = dayOf(new Date(change.at));
    const known = days.get(day);
    if (known) known.push(change);
    else days.set(day, [change]);
  }
  return [...days].map(([day, ofDay]) => ({ day, changes: ofDay }));
}
