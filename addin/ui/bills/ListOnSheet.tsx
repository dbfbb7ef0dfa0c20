import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { TableRegular } from '@fluentui/react-icons';
import { useCallback, useState } from 'react';
import type { ListedTable } from '../../flows/placed-tables.ts';
import { showTable } from '../../flows/placed-tables.ts';
import { listOnSheet, putListOnSheet } from '../../flows/statements.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening, useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { billsWords as said } from '../words/bills.ts';

const useStyles = makeStyles({
  button: { alignSelf: 'flex-start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The list of issued bills in the workbook too: put there with one click, then shown where it stands. */
export function ListOnSheet() {
  const styles = useStyles();
  const { ws, announce } = usePane();
  const looking = useTask();
  const working = useTask();
  const [table, setTable] = useState<ListedTable | null>();
  const { run } = looking;
  const look = useCallback(async () => {
    setTable(await run((options) => listOnSheet(ws, options)));
  }, [run, ws]);
  useOpening(look);
  const put = async () => {
    const made = await working.run((options) => putListOnSheet(ws, options));
    if (made?.found.state !== 'standing') return;
    setTable(made);
    announce(said.issued.onSheet(made.found.sheet));
  };
  const sheet = table?.found.state === 'standing' ? table.found.sheet : null;
  return (
    <>
      <Failed failure={looking.failure ?? working.failure} kept={words.failure.nothingWritten} />
      {table !== undefined && (
        <Button
          className={styles.button}
          size="small"
          icon={<TableRegular />}
          disabledFocusable={working.isRunning}
          onClick={() => void (table ? working.run(() => showTable(ws, table)) : put())}
        >
          {sheet === null ? said.issued.putOnSheet : said.issued.showSheet(sheet)}
        </Button>
      )}
      {sheet !== null && <Caption1 className={styles.quiet}>{said.issued.onSheet(sheet)}</Caption1>}
      <Working task={working} />
    </>
  );
}
