/**
 * What `npm run workbook` prints of the workbook and of the results, in a landlord's words and no wider
 * than 80 characters (of the push: workbook-push-report.ts). Pure: figures in, lines out.
 */
import type { Flag } from '../../contract/allocation.ts';
import type { FoundTable } from '../../addin/excel/find-tables.ts';
import type { Applied } from '../../addin/flows/apply.ts';
import { viewMapping } from '../../addin/flows/correct.ts';
import type { Results } from '../../addin/flows/load-results.ts';
import type { Mapping } from '../../addin/flows/mapping.ts';
import type { Ledger } from '../../addin/flows/read-ledger.ts';
import type { Refreshed } from '../../addin/flows/refresh.ts';
import { lostSentence } from '../../addin/flows/results/table-words.ts';
import { FLAG_WORDS } from '../../addin/flows/results/words.ts';
import { sentenceOf } from '../../addin/flows/words.ts';
import { tableLines, wrapped } from './workbook-lines.ts';
import { KIND_WORDS, at, wordsOf } from './workbook-words.ts';

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
  const lost = refreshed.tables.flatMap((table) => lostSentence(table) ?? []);
  const written = refreshed.tables.filter(
    ({ status }) => status === 'made' || status === 'written',
  );
  return [
    '',
    ...(refreshed.status === 'unchanged'
      ? ['The tables of results are up to date.']
      : ['Written into the workbook']),
    ...written.map(({ sheet, rows }) => `  ${sheet}: ${rows} rows`),
    ...lost.flatMap((line) => wrapped(line, 2)),
  ];
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
