import {
  Caption1,
  Checkbox,
  Field,
  Radio,
  RadioGroup,
  Select,
  makeStyles,
} from '@fluentui/react-components';
import { useState } from 'react';
import { placeTable } from '../../flows/place-table.ts';
import { hasChart } from '../../flows/result-charts.ts';
import { KIND_COLUMNS, RESULT_KINDS } from '../../flows/results/forms.ts';
import type { ResultKind } from '../../flows/results/forms.ts';
import { TABLE_WORDS } from '../../flows/results/table-words.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { useTask } from '../use-task.ts';
import { placedWords } from '../words/placed-tables.ts';
import type { Bill } from './bill.ts';
import { ChooseColumns, allColumns } from './ChooseColumns.tsx';

const useStyles = makeStyles({ select: { minWidth: 0, maxWidth: '100%' } });

export interface PlaceTableProps {
  /** The latest first. */
  readonly bills: readonly Bill[];
  /** Told what was placed, to be said; null where the person went back. */
  readonly onDone: (said: string | null) => void;
}

/** Puts a table of results where the person wants it. */
export function PlaceTable({ bills, onDone }: PlaceTableProps) {
  const styles = useStyles();
  const { ws, formats } = usePane();
  const task = useTask();
  const [kind, setKind] = useState<ResultKind>('Allocation');
  const [columns, setColumns] = useState(() => allColumns(KIND_COLUMNS.Allocation));
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [isCharted, setIsCharted] = useState(true);
  const [at, setAt] = useState<'own-sheet' | 'selection'>('own-sheet');

  const choose = (next: ResultKind) => {
    setKind(next);
    setColumns(allColumns(KIND_COLUMNS[next]));
  };
  const place = async () => {
    const wanted = columns.filter(({ isWanted }) => isWanted).map(({ key }) => key);
    const periods = { from: from || null, to: to || null };
    const input = { kind, columns: wanted, ...periods, at, hasChart: isCharted };
    const done = await task.run((options) => placeTable(ws, input, options));
    if (done) onDone(placedWords.placed(kind, done.sheet, formats.count(done.rows)));
  };
  const periods = (label: string, open: string, value: string, set: (value: string) => void) => (
    <Field label={label}>
      <Select
        className={styles.select}
        size="small"
        value={value}
        onChange={(_, { value: next }) => set(next)}
      >
        <option value="">{open}</option>
        {bills.map(({ end }) => (
          <option key={end} value={end}>
            {formats.date(end)}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <Page
      title={placedWords.placeTitle}
      onBack={() => onDone(null)}
      next={{ label: placedWords.placing, onClick: () => void place(), isDisabled: task.isRunning }}
    >
      <Failed failure={task.failure} />
      <Field label={placedWords.kind} hint={placedWords.kindSays(kind)}>
        <Select
          className={styles.select}
          size="small"
          value={kind}
          onChange={(_, { value }) =>
            choose(RESULT_KINDS.find((one) => one === value) ?? 'Allocation')
          }
        >
          {RESULT_KINDS.map((one) => (
            <option key={one} value={one}>
              {TABLE_WORDS[one]}
            </option>
          ))}
        </Select>
      </Field>
      {columns.some(({ isKey }) => !isKey) && (
        <ChooseColumns choices={columns} onChange={setColumns} />
      )}
      {periods(placedWords.from, placedWords.first, from, setFrom)}
      {periods(placedWords.to, placedWords.last, to, setTo)}
      <Field label={placedWords.at}>
        <RadioGroup
          value={at}
          onChange={(_, { value }) => setAt(value === 'selection' ? 'selection' : 'own-sheet')}
        >
          <Radio value="own-sheet" label={placedWords.ownSheet} />
          <Radio value="selection" label={placedWords.selection} />
        </RadioGroup>
      </Field>
      {hasChart(kind) && (
        <>
          <Checkbox
            label={placedWords.withChart}
            checked={isCharted}
            onChange={(_, { checked }) => setIsCharted(checked === true)}
          />
          <Caption1>{placedWords.withChartHow}</Caption1>
        </>
      )}
      {at === 'selection' && <Caption1>{placedWords.selectionHow}</Caption1>}
      <Working task={task} />
    </Page>
  );
}
