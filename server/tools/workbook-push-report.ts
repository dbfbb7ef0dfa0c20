import { KIND_ORDER } from '../../contract/kinds.ts';
import type { Issue } from '../../contract/problem.ts';
import type { PushResult } from '../../contract/push.ts';
import { OUTCOMES } from '../../contract/push.ts';
import type { Applied } from '../../addin/flows/apply.ts';
import { tableLines, wrapped } from './workbook-lines.ts';
import { KIND_WORDS, at, wordsOf } from './workbook-words.ts';

const OUTCOME_WORDS = {
  new: 'new',
  changed: 'changed',
  unchanged: 'same',
  newerOnServer: 'newer there',
  conflict: 'conflict',
  problem: 'waiting',
  removed: 'removed',
} as const;

/** What became of the rows, and what waits for whom. */
export function describePush(result: PushResult, applied: Applied, isCommitted: boolean): string[] {
  const counted = KIND_ORDER.flatMap((kind) => {
    const tables = result.tables.filter((one) => one.kind === kind);
    if (tables.length === 0) return [];
    const outcomes = tables.flatMap((table) => table.outcomes.outcome);
    const counts = OUTCOMES.map((name) => outcomes.filter((one) => one === name).length);
    return [[KIND_WORDS[kind], ...counts.map(String)]];
  });
  const heads = OUTCOMES.map((name) => ({ head: OUTCOME_WORDS[name], isNumber: true }));
  const issues = result.tables.flatMap(({ source, outcomes }) =>
    outcomes.issues.map((issue) => ({ ...issue, source })),
  );
  return [
    isCommitted ? 'Pushed' : 'A push would do this (nothing was sent for good: add --push)',
    ...tableLines([{ head: '' }, ...heads], counted),
    ...issuesOf('problem', 'Problems: these rows wait until they are put right', issues, applied),
    ...issuesOf('question', 'Questions: these rows wait for an answer', issues, applied),
    ...issuesOf('note', 'To know: these rows went in', issues, applied),
    ...differencesOf(
      'conflict',
      'Changed here and on the server: the pane asks which',
      result,
      applied,
    ),
    ...differencesOf('newerOnServer', 'Newer on the server: the pane puts it in', result, applied),
    '',
  ];
}

const MOST_SHOWN = 20;

function issuesOf(
  severity: Issue['severity'],
  head: string,
  issues: readonly (Issue & { readonly source: string })[],
  applied: Applied,
): string[] {
  const own = issues.filter((issue) => issue.severity === severity);
  return listed(
    head,
    own.map((issue) => `${at(applied, { ...issue, field: issue.column })}: ${issue.message}`),
  );
}

type Difference = PushResult['tables'][number]['differences']['state'][number];

function differencesOf(
  state: Difference,
  head: string,
  { tables }: PushResult,
  applied: Applied,
): string[] {
  const lines = tables.flatMap(({ kind, source, differences }) =>
    differences.field.flatMap((field, i) => {
      if (differences.state[i] !== state) return [];
      const { row, key, sheet, server } = differences;
      const cell = at(applied, { kind, source, row: row[i] ?? null, field });
      const place = row[i] === null ? `${cell}, ${key[i] ?? ''}, ${wordsOf(field)}` : cell;
      return [`${place}: here ${said(sheet[i])}, there ${said(server[i])}`];
    }),
  );
  return listed(head, lines);
}

function said(value: string | null | undefined): string {
  return value === null || value === undefined ? 'nothing' : `“${value}”`;
}

function listed(head: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST_SHOWN ? [`    … and ${lines.length - MOST_SHOWN} more`] : [];
  return [`  ${head}`, ...lines.slice(0, MOST_SHOWN).flatMap((line) => wrapped(line, 4)), ...more];
}
