/**
 * What `npm run workbook` prints: what was found, mapped, pushed and computed, in a landlord's words
 * and no wider than 80 characters. Pure: figures in, lines out.
 */
import type { Flag } from '../../contract/allocation.ts';
import type { Kind } from '../../contract/kinds.ts';
import { KIND_ORDER } from '../../contract/kinds.ts';
import type { Issue } from '../../contract/problem.ts';
import type { PushResult } from '../../contract/push.ts';
import { OUTCOMES } from '../../contract/push.ts';
import type { FoundTable } from '../../addin/excel/find-tables.ts';
import type { Applied } from '../../addin/flows/apply.ts';
import { letterOf, viewMapping } from '../../addin/flows/correct.ts';
import type { Results } from '../../addin/flows/load-results.ts';
import type { Mapping } from '../../addin/flows/mapping.ts';
import type { Ledger } from '../../addin/flows/read-ledger.ts';
import type { Refreshed } from '../../addin/flows/refresh.ts';
import { FLAG_WORDS } from '../../addin/flows/results/words.ts';
import type { Place } from '../../addin/flows/show-cell.ts';
import { addressOf } from '../../addin/flows/show-cell.ts';
import { sentenceOf } from '../../addin/flows/words.ts';
import { tableLines, wrapped } from './workbook-lines.ts';

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  units: 'units',
  tenancies: 'tenants',
  bills: 'utility bills',
  readings: 'readings',
  payments: 'payments',
  adjustments: 'adjustments',
};
const OUTCOME_WORDS = {
  new: 'new',
  changed: 'changed',
  unchanged: 'same',
  newerOnServer: 'newer there',
  conflict: 'conflict',
  problem: 'waiting',
  removed: 'removed',
} as const;

/** Which tables there are, and which of their columns feed what. */
export function describeLedger(
  { content, proposal, isConfirmed }: Ledger,
  mapping: Mapping,
  applied: Applied,
): string[] {
  const views = viewMapping(content, mapping);
  const used = new Set(applied.origins.map(({ table }) => placeOf(table)));
  const unused = content.tables.filter((table) => table.visible && !used.has(placeOf(table)));
  const isProposed = mapping === proposal.mapping && !isConfirmed;
  return [
    `Found in ${content.name}`,
    ...views.flatMap(({ kind, sheet, table, rows, fields }) => [
      ...wrapped(
        `${KIND_WORDS[kind]}: ${rows} rows of ${table === null ? `the sheet "${sheet}"` : `the table "${table}"`}`,
        2,
      ),
      ...wrapped(
        fields
          .map(({ field, letter, header }) =>
            letter === null ? wordsOf(field) : `${wordsOf(field)} = ${letter} "${header}"`,
          )
          .join(', '),
        4,
      ),
    ]),
    ...(unused.length === 0
      ? []
      : wrapped(
          `not used: ${unused.map(({ sheet, headerRow }) => `${sheet}, row ${headerRow}`).join('; ')}`,
          2,
        )),
    ...(isProposed ? proposal.remarks : []).flatMap(({ table, saying }) =>
      wrapped(`assumed in ${table.sheet}: ${sentenceOf(saying)}`, 2),
    ),
    ...unique(
      applied.notes.map((note) => `${at(applied, note)}: ${sentenceOf(note.saying)}`),
    ).flatMap((line) => wrapped(line, 2)),
    ...(applied.filteredOut > 0 ? [`  ${applied.filteredOut} rows left out by filters`] : []),
    '',
  ];
}

/** The rows that were sent were read anew: a table is known by its place. */
function placeOf({ sheet, headerRow, left }: FoundTable): string {
  return JSON.stringify([sheet, headerRow, left]);
}

/** "previousKwh" → "previous kWh". */
function wordsOf(field: string): string {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.replace(/\bkwh\b/, 'kWh').replace('sub meter', 'sub-meter');
}

/** `Readings!D92 "kWh reading"`; the table's name where the row is not in the sheet. */
function at({ origins }: Applied, place: Place): string {
  const address = addressOf(origins, place);
  if (address === null) return place.source;
  const { sheet, row, column, header } = address;
  if (place.field === null) return `${sheet}, row ${row}`;
  return `${sheet}!${letterOf(column)}${row}${header === '' ? '' : ` "${header}"`}`;
}

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
  if (own.length === 0) return [];
  const lines = own.slice(0, MOST_SHOWN).flatMap((issue) => {
    const place = at(applied, { ...issue, field: issue.column });
    return wrapped(`${place}: ${issue.message}`, 4);
  });
  const more = own.length > MOST_SHOWN ? [`    … and ${own.length - MOST_SHOWN} more`] : [];
  return [`  ${head}`, ...lines, ...more];
}

const number = (head: string) => ({ head, isNumber: true });
const remarks = { head: '', isRemark: true };

/** Charges, and the proof that they add up. */
export function describeResults(
  { property, allocation, reconciliation }: Results,
  refreshed: Refreshed | null,
): string[] {
  return [
    `Charges in ${property.currency}, ${property.name}`,
    ...chargeLines(allocation),
    '',
    'Bill = charges + yours + not passed on',
    ...proofLines(reconciliation),
    ...refreshedLines(refreshed),
  ];
}

function chargeLines({ columns }: Results['allocation']): string[] {
  const heads = [{ head: 'Period to' }, { head: 'Unit' }, { head: 'Tenant' }];
  const rows = columns.unit.map((unit, i) => [
    columns.periodEnd[i] ?? '',
    unit,
    columns.tenant[i] ?? '',
    columns.usageKwh[i] ?? '–',
    columns.charge[i] ?? '–',
    flagWords(columns.flags[i]),
  ]);
  if (rows.length === 0) return ['  none yet'];
  return tableLines([...heads, number('kWh'), number('Charge'), remarks], rows);
}

function proofLines({ periods: { columns } }: Results['reconciliation']): string[] {
  const heads = ['Bill', 'Charges', 'Yours', 'Not passed on', 'Difference'].map(number);
  const rows = columns.periodEnd.map((end, i) => [
    end,
    columns.billed[i] ?? '',
    columns.charges[i] ?? '',
    columns.ownerShare[i] ?? '',
    columns.notPassedOn[i] ?? '',
    columns.difference[i] ?? '',
    flagWords(columns.flags[i]),
  ]);
  if (rows.length === 0) return ['  no bill yet'];
  return tableLines([{ head: 'Period to' }, ...heads, remarks], rows);
}

function flagWords(flags: readonly Flag[] = []): string {
  return flags.map((flag) => FLAG_WORDS[flag]).join(', ');
}

function refreshedLines(refreshed: Refreshed | null): string[] {
  if (refreshed === null) return [];
  if (refreshed.status === 'unchanged') return ['', 'The tables of results are up to date.'];
  return [
    '',
    'Written into the workbook',
    ...refreshed.tables.map(({ sheet, rows }) => `  ${sheet}: ${rows} rows`),
  ];
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
