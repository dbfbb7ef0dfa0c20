import { Button, Caption1, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { letterOf } from '../../flows/correct.ts';
import { pickedColumn, watchSelection } from '../../flows/pick-column.ts';
import { usePane } from '../pane-context.ts';
import { fieldWord, words } from '../words.ts';
import type { FoundTable } from './use-ledger.ts';

const useStyles = makeStyles({
  picker: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThick} solid ${tokens.colorCompoundBrandStroke}`,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface PickColumnProps {
  readonly found: FoundTable;
  readonly field: string;
  /** What feeds it now. */
  readonly current: { readonly letter: string | null } | null;
  readonly canLeaveOut: boolean;
  /** null: no column. */
  readonly onPicked: (position: number | null) => void;
  readonly onCancel: () => void;
}

/** A column is picked in the sheet, where it is followed, or in the list. */
export function PickColumn(props: PickColumnProps) {
  const { found, field, current, canLeaveOut, onPicked, onCancel } = props;
  const styles = useStyles();
  const { dataView } = words;
  const now = found.headers.findIndex((_, i) => letterOf(found.left + i) === current?.letter);
  const [position, setPosition] = useState<number | null>(now < 0 ? null : now);
  const isOutside = useFollowedSelection(found, setPosition);
  const picker = useRef<HTMLDivElement>(null);
  // The button that opened this is gone: the list goes on in its place.
  useEffect(() => picker.current?.querySelector('select')?.focus(), []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc is the Cancel button
    <div
      ref={picker}
      className={styles.picker}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <Field label={dataView.pickTitle(fieldWord(field))} size="small" hint={dataView.pickHow}>
        <Select
          size="small"
          value={position === null ? '' : String(position)}
          onChange={(_, { value }) => setPosition(value === '' ? null : Number(value))}
        >
          {(canLeaveOut || position === null) && <option value="">{dataView.leaveOut}</option>}
          {found.headers.map((header, i) => (
            <option key={letterOf(found.left + i)} value={i}>
              {dataView.column(letterOf(found.left + i), header)}
            </option>
          ))}
        </Select>
      </Field>
      {isOutside && <Caption1>{dataView.otherTable}</Caption1>}
      <div className={styles.buttons}>
        <Button size="small" onClick={() => onPicked(position)}>
          {dataView.use}
        </Button>
        <Button size="small" appearance="subtle" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </div>
  );
}

/** Tells the column of each new selection; true while the selection is in no column of the table. */
function useFollowedSelection(found: FoundTable, tell: (position: number) => void): boolean {
  const { ws } = usePane();
  const [isOutside, setIsOutside] = useState(false);
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const picked = await pickedColumn(ws, { tables: [found] }).catch(() => null);
      if (isOver) return;
      setIsOutside(picked === null);
      if (picked) tell(picked.position);
    };
    const watching = watchSelection(ws, () => void look()).catch(() => null);
    return () => {
      isOver = true;
      void watching.then((stop) => stop?.()).catch(() => {});
    };
  }, [ws, found, tell]);
  return isOutside;
}
