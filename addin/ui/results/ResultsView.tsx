import { Caption1, Select, makeStyles } from '@fluentui/react-components';
import { ChartMultipleRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { useNotShared } from '../home/use-not-shared.tsx';
import { usePane } from '../pane-context.ts';
import { Empty } from '../shell/Empty.tsx';
import { Failed } from '../shell/Failed.tsx';
import { move } from '../shell/moves.ts';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening } from '../use-task.ts';
import { words } from '../words.ts';
import { billsOf } from './bill.ts';
import { BillChart } from './BillChart.tsx';
import { PlacedTables } from './PlacedTables.tsx';
import { PlaceTable } from './PlaceTable.tsx';
import { WrittenTables } from './WrittenTables.tsx';

const useStyles = makeStyles({ period: { minWidth: 0, maxWidth: '100%' } });

/** The bill of a period as parts that add up, and what was written of it into the workbook. */
export function ResultsView() {
  const styles = useStyles();
  const { results: work, formats, go, announce } = usePane();
  const { results, loading, writing, written, before, load } = work;
  const [chosen, setChosen] = useState<string | null>(null);
  const [isPlacing, setIsPlacing] = useState(false);
  const notShared = useNotShared(loading.failure);
  useOpening(load);
  const bills = useMemo(() => (results ? billsOf(results) : []), [results]);
  const bill = bills.find(({ end }) => end === chosen) ?? bills[0];
  const said = words.resultsView;

  const write = async () => {
    const done = await work.write();
    if (done) announce(done.status === 'unchanged' ? said.unchanged : said.done);
    await load();
  };
  const label = written === null && before === null ? said.write : said.writeAgain;
  const isEmpty = results !== null && bill === undefined;
  const next = isEmpty
    ? { label: said.review, onClick: () => go('review') }
    : { label, onClick: () => void write(), isDisabled: writing.isRunning || bill === undefined };
  const startPlacing = () => {
    move();
    setIsPlacing(true);
  };
  if (notShared !== null) return <Page {...notShared} />;
  if (isPlacing) {
    const onDone = (placed: string | null) => {
      move();
      setIsPlacing(false);
      if (placed === null) return;
      announce(placed);
      void load();
    };
    return <PlaceTable bills={bills} onDone={onDone} />;
  }
  return (
    <Page
      title={said.title}
      next={results === null ? undefined : next}
      status={
        <>
          <Failed
            failure={writing.failure}
            kept={words.failure.nothingWritten}
            keptHalfWay={words.failure.maybeWritten}
          />
          <Working task={writing} />
        </>
      }
    >
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {results === null && <Working task={loading} />}
      {isEmpty && <Empty icon={<ChartMultipleRegular />} title={said.empty} how={said.emptyHow} />}
      {bill && results && (
        <BillChart bill={bill} currency={results.property.currency}>
          <Select
            className={styles.period}
            size="small"
            aria-label={said.period}
            value={bill.end}
            onChange={(_, { value }) => setChosen(value)}
          >
            {bills.map(({ start, end }) => (
              <option key={end} value={end}>
                {formats.period(start, end)}
              </option>
            ))}
          </Select>
        </BillChart>
      )}
      {written && <WrittenTables written={written} />}
      {!written && before && (
        <Caption1>
          {said.writtenBefore(formats.moment(new Date(before.at)), before.sheets.join(', '))}
        </Caption1>
      )}
      {bill && <PlacedTables onPlace={startPlacing} />}
    </Page>
  );
}
