import { Caption1, Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { switchChart } from '../../flows/result-charts.ts';
import type { PlacedTable } from '../../flows/results/placed.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { placedWords } from '../words/placed-tables.ts';

export interface ChartSwitchProps {
  readonly placed: PlacedTable;
  /** The sheet that its chart is on; null where it has none. */
  readonly chartOn: string | null;
  /** The sheet that the table is on. */
  readonly sheet: string;
}

/** Whether a table has a chart; one that was deleted in the sheet is no more. */
export function ChartSwitch({ placed: { kind, name }, chartOn, sheet }: ChartSwitchProps) {
  const { ws, results, announce } = usePane();
  const task = useTask();
  const [isEmpty, setIsEmpty] = useState(false);
  const change = async (isOn: boolean) => {
    const isDone = await task.run((options) => switchChart(ws, name, isOn, options));
    if (isDone === undefined) return;
    setIsEmpty(!isDone);
    if (isDone) announce((isOn ? placedWords.chartMade : placedWords.chartTakenOut)(kind));
    await results.load();
  };
  return (
    <>
      <Failed failure={task.failure} />
      <Checkbox
        label={placedWords.chart}
        aria-label={placedWords.chartOf(kind)}
        checked={chartOn !== null}
        disabled={task.isRunning}
        onChange={(_, { checked }) => void change(checked === true)}
      />
      {chartOn !== null && chartOn !== sheet && (
        <Caption1 block>{placedWords.chartOn(chartOn)}</Caption1>
      )}
      {isEmpty && <Caption1 block>{placedWords.nothingToDraw}</Caption1>}
    </>
  );
}
