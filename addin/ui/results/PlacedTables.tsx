import {
  Body1,
  Button,
  Caption1,
  Checkbox,
  Link,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ListedTable } from '../../flows/placed-tables.ts';
import { forgetTable, refreshOnOpen, showTable } from '../../flows/placed-tables.ts';
import { hasChart } from '../../flows/result-charts.ts';
import { TABLE_WORDS } from '../../flows/results/table-words.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Section } from '../shell/Section.tsx';
import { useTask } from '../use-task.ts';
import { placedWords } from '../words/placed-tables.ts';
import { ChartSwitch } from './ChartSwitch.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  first: { alignSelf: 'flex-start', marginTop: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Which tables the workbook has of the results and where, and whether opening it refreshes them. */
export function PlacedTables({ onPlace }: { onPlace: () => void }) {
  const styles = useStyles();
  const { ws, results } = usePane();
  const task = useTask();
  const { here, load } = results;
  if (here === null) return null;
  const change = async (isOn: boolean) => {
    const isDone = await task.run((options) => refreshOnOpen(ws, isOn, options));
    if (isDone !== undefined) await load();
  };
  return (
    <Section title={placedWords.title}>
      <Failed failure={task.failure} />
      {here.tables.length === 0 && <Body1>{placedWords.none}</Body1>}
      <ul className={styles.list}>
        {here.tables.map((table) => (
          <li key={table.placed.name}>
            <OneTable table={table} />
          </li>
        ))}
      </ul>
      {here.tables.length > 0 && (
        <Caption1 className={styles.quiet}>{placedWords.forgetHow}</Caption1>
      )}
      <Button className={styles.first} size="small" onClick={onPlace}>
        {placedWords.place}
      </Button>
      {here.canRefreshOnOpen && here.tables.length > 0 && (
        <>
          <Checkbox
            label={placedWords.onOpen}
            checked={here.refreshesOnOpen}
            disabled={task.isRunning}
            onChange={(_, { checked }) => void change(checked === true)}
          />
          <Caption1 className={styles.quiet}>{placedWords.onOpenHow}</Caption1>
        </>
      )}
    </Section>
  );
}

/** The button that was pressed gave way to the question: its safe answer has the focus. */
function focusOn(button: HTMLButtonElement | null): void {
  button?.focus();
}

function OneTable({ table }: { table: ListedTable }) {
  const styles = useStyles();
  const { ws, results, announce } = usePane();
  const task = useTask();
  const [isAsking, setIsAsking] = useState(false);
  const { placed, found } = table;
  const { kind, name } = placed;
  const lost =
    found.state === 'standing'
      ? null
      : placedWords.lost({
          kind,
          status: found.state,
          sheet: found.state === 'gone' ? null : found.sheet,
        });
  const drop = async (isTakenOut: boolean) => {
    const done = await task.run(async (options) => {
      await forgetTable(ws, name, isTakenOut, options);
      return true;
    });
    if (!done) return;
    announce((isTakenOut ? placedWords.takenOut : placedWords.forgotten)(kind));
    await results.load();
  };
  const makeAgain = async () => {
    if (await results.write({ remake: [name] })) await results.load();
  };
  return (
    <>
      <Failed failure={task.failure} />
      <Body1 block>{TABLE_WORDS[kind]}</Body1>
      {found.state === 'standing' ? (
        <Caption1 block>
          <Link
            inline
            aria-label={placedWords.show(kind, placedWords.where(found.sheet, found.address))}
            onClick={() => void task.run(() => showTable(ws, table))}
          >
            {placedWords.where(found.sheet, found.address)}
          </Link>
        </Caption1>
      ) : (
        <Caption1 block>{lost}</Caption1>
      )}
      {found.state === 'standing' && hasChart(kind) && (
        <ChartSwitch placed={placed} chartOn={table.chartOn} sheet={found.sheet} />
      )}
      {isAsking ? (
        <>
          <Caption1 block>{placedWords.takeOutSure}</Caption1>
          <div className={styles.buttons}>
            <Button size="small" onClick={() => void drop(true)}>
              {placedWords.takeOutYes}
            </Button>
            <Button
              ref={focusOn}
              size="small"
              appearance="subtle"
              onClick={() => setIsAsking(false)}
            >
              {placedWords.takeOutNo}
            </Button>
          </div>
        </>
      ) : (
        <div className={styles.buttons}>
          {(found.state === 'gone' || found.state === 'converted') && (
            <Button
              size="small"
              aria-label={placedWords.makeAgainOf(kind)}
              onClick={() => void makeAgain()}
            >
              {placedWords.makeAgain}
            </Button>
          )}
          <Button
            size="small"
            aria-label={placedWords.forgetOf(kind)}
            onClick={() => void drop(false)}
          >
            {placedWords.forget}
          </Button>
          {found.state === 'standing' && (
            <Button
              size="small"
              aria-label={placedWords.takeOutOf(kind)}
              onClick={() => setIsAsking(true)}
            >
              {placedWords.takeOut}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
