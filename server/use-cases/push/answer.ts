/** The answer to a push as a whole: its count, its digest, and whether anything waits. */
import { createHash } from 'node:crypto';
import {
  OUTCOMES,
  type PushRequest,
  type PushResult,
  type Summary,
  type TableResult,
} from '../../../contract/push.ts';
import { AppError } from '../app-error.ts';

export function summaryOf(tables: readonly TableResult[]): Summary {
  const summary: Summary = {
    ...{ new: 0, changed: 0, unchanged: 0, newerOnServer: 0, conflict: 0, problem: 0, removed: 0 },
  };
  for (const { outcomes } of tables) for (const one of outcomes.outcome) summary[one] += 1;
  return summary;
}

/** Of what the user saw: the outcome of every row and cell, and what moves. */
export function digestOf({ tables, money }: Pick<PushResult, 'tables' | 'money'>): string {
  const seen = tables.map(({ kind, source, outcomes, differences }) => [
    ...[kind, source, outcomes.row, outcomes.key, outcomes.outcome, differences],
  ]);
  return createHash('sha256')
    .update(JSON.stringify([seen, money]))
    .digest('base64url');
}

const AGREED: readonly string[] = [
  'new',
  'changed',
  'unchanged',
] satisfies (typeof OUTCOMES)[number][];

/** All that was sent agrees with the server now, and nothing of this source is missing or waits. */
export function isSettled({ tables }: PushResult): boolean {
  return tables.every(
    ({ outcomes, differences }) =>
      outcomes.outcome.every((one) => AGREED.includes(one)) &&
      outcomes.row.every((row) => row !== null) &&
      outcomes.issues.every(({ severity }) => severity === 'note') &&
      differences.state.every((state) => state === 'update'),
  );
}

/** @throws AppError rows-at-fault where the user wants all rows or none and some wait */
export function requireSound({ allOrNothing }: PushRequest, { summary, tables }: PushResult): void {
  const waiting = summary.problem + summary.conflict;
  if (allOrNothing !== true || waiting === 0) return;
  const issues = tables.flatMap(({ outcomes }) => outcomes.issues);
  const asked = issues.filter(({ severity }) => severity !== 'note');
  throw new AppError(
    'rows-at-fault',
    `${waiting} rows wait to be corrected or answered, so nothing was saved.`,
    { issues: asked },
  );
}
