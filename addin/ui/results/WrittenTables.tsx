import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { RefreshedTable } from '../../flows/refresh.ts';
import { TABLE_WORDS } from '../../flows/results/table-words.ts';
import { usePane } from '../pane-context.ts';
import { words } from '../words.ts';
import { placedWords } from '../words/placed-tables.ts';
import type { Written } from './use-results.ts';
import { mendedLine } from './use-results.ts';

/** Where the results were written, what changed there, and what became of tables that were not. */
export function WrittenTables({ written }: { written: Written }) {
  const { formats } = usePane();
  const said = words.resultsView;
  const isLost = written.tables.some(
    (table) => placedWords.lost(table) !== null || table.chart === 'protected',
  );
  return (
    <MessageBar intent={isLost ? 'warning' : 'success'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {written.status === 'unchanged' ? said.unchanged : said.written(formats.time(written.at))}
        </MessageBarTitle>
        {written.tables.flatMap((table) =>
          linesOf(table, formats.count).map((line) => <div key={line}>{line}</div>),
        )}
        {written.mended.map((table) => (
          <div key={table.table}>{mendedLine(table, formats.count)}</div>
        ))}
      </MessageBarBody>
    </MessageBar>
  );
}

function linesOf(table: RefreshedTable, count: (number: number) => string): string[] {
  const { kind, status, sheet, renamedTo, isMoved } = table;
  const lost = placedWords.lost(table);
  if (lost !== null) return [lost];
  const chart = placedWords.chartLost(table);
  return [
    ...(status === 'unchanged' ? [] : [rowsLine(table, count)]),
    ...(renamedTo === null ? [] : [placedWords.renamed(kind, renamedTo)]),
    ...(isMoved && sheet !== null ? [placedWords.moved(kind, sheet)] : []),
    ...(chart === null ? [] : [chart]),
  ];
}

function rowsLine(
  { kind, sheet, rows, newRows, changedRows, removedRows, keptRows }: RefreshedTable,
  count: (number: number) => string,
): string {
  const said = words.resultsView;
  const changes = [
    ...(newRows > 0 && newRows < rows ? [said.newRows(count(newRows))] : []),
    ...(changedRows > 0 ? [said.changedRows(count(changedRows))] : []),
    ...(removedRows > 0 ? [said.removedRows(count(removedRows))] : []),
    ...(keptRows > 0 ? [said.keptRows(count(keptRows))] : []),
  ];
  return [said.sheetRows(sheet ?? TABLE_WORDS[kind], count(rows)), ...changes].join(', ');
}
