import { Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRightRegular, EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { fieldsOf } from '../../../contract/kinds.ts';
import type { FieldView, TableView } from '../../flows/correct.ts';
import { changeField } from '../../flows/correct.ts';
import { isolated } from '../format.ts';
import { usePane } from '../pane-context.ts';
import { fieldWord, words } from '../words.ts';
import { PickColumn } from './PickColumn.tsx';
import type { FoundTable } from './use-ledger.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalXS,
    alignItems: 'start',
  },
  text: { minWidth: 0 },
  column: { fontWeight: tokens.fontWeightRegular, overflowWrap: 'anywhere' },
  letter: {
    display: 'inline-block',
    minWidth: '16px',
    padding: '0 4px',
    marginRight: tokens.spacingHorizontalXS,
    textAlign: 'center',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground4,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { outline: '1px solid CanvasText' },
  },
  arrow: { verticalAlign: 'middle', margin: '0 4px', color: tokens.colorNeutralForeground3 },
  samples: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  empty: { fontStyle: 'italic' },
});

export interface FieldRowProps {
  readonly table: TableView;
  readonly field: FieldView;
  readonly found: FoundTable | undefined;
}

/** "C Rdg → reading, kWh" with what the first rows say; its button lets another column be picked. */
export function FieldRow({ table, field, found }: FieldRowProps) {
  const styles = useStyles();
  const { formats, ledger: work } = usePane();
  const [isPicking, setIsPicking] = useState(false);
  const { dataView } = words;
  const type = fieldsOf(table.kind)[field.field]?.type ?? 'text';
  const isName = type === 'label' || type === 'text';
  const samples = field.samples
    .slice(0, 3)
    .map((value) => formats.value(value, type))
    .map((text) => (isName ? isolated(text) : text));
  const isEmpty = field.samples.every((value) => value === null);
  const name = fieldWord(field.field);

  if (isPicking && found) {
    return (
      <PickColumn
        found={found}
        field={field.field}
        current={field}
        canLeaveOut={fieldsOf(table.kind)[field.field]?.required !== true}
        onPicked={(position) => {
          setIsPicking(false);
          if (work.mapping === null) return;
          const column = position === null ? null : { table: found, position };
          work.correct(changeField(work.mapping, table, field.field, column));
        }}
        onCancel={() => setIsPicking(false)}
      />
    );
  }
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        <div>
          {field.letter === null ? (
            <span className={styles.column}>{dataView.fixed(samples[0] ?? '')}</span>
          ) : (
            <span className={styles.column}>
              <span className={styles.letter}>{field.letter}</span>
              <bdi>{field.header}</bdi>
            </span>
          )}
          <ArrowRightRegular className={styles.arrow} aria-label={dataView.feeds} />
          <Body1Strong>{name}</Body1Strong>
        </div>
        {field.letter !== null && (
          <Caption1 block className={styles.samples} title={samples.join(' · ')}>
            {isEmpty ? dataView.nothing : samples.join(' · ')}
          </Caption1>
        )}
      </div>
      {found && (
        <Button
          appearance="subtle"
          size="small"
          icon={<EditRegular />}
          aria-label={dataView.change(name)}
          onClick={() => setIsPicking(true)}
        />
      )}
    </div>
  );
}
