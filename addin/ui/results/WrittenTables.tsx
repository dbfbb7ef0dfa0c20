import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { usePane } from '../pane-context.ts';
import { words } from '../words.ts';
import type { Written } from './use-results.ts';

/** Where the results were written, and what changed there. */
export function WrittenTables({ written }: { written: Written }) {
  const { formats } = usePane();
  const said = words.resultsView;
  const { count } = formats;
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {written.status === 'unchanged' ? said.unchanged : said.written(formats.time(written.at))}
        </MessageBarTitle>
        {written.tables.map(
          ({ table, sheet, rows, newRows, changedRows, removedRows, keptRows }) => {
            const changes = [
              ...(newRows > 0 && newRows < rows ? [said.newRows(count(newRows))] : []),
              ...(changedRows > 0 ? [said.changedRows(count(changedRows))] : []),
              ...(removedRows > 0 ? [said.removedRows(count(removedRows))] : []),
              ...(keptRows > 0 ? [said.keptRows(count(keptRows))] : []),
            ];
            const main = said.sheetRows(sheet, count(rows));
            return <div key={table}>{[main, ...changes].join(', ')}</div>;
          },
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
