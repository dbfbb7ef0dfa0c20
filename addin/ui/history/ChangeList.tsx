import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons';
import type { Change } from '../../../contract/changes.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Working } from '../shell/Working.tsx';
import { words } from '../words.ts';
import { canBeUndone, sentenceOf } from './sentences.ts';
import type { HistoryWork } from './use-history.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  change: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  whole: { gridColumn: '1 / -1' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface ChangeListProps {
  readonly changes: readonly Change[];
  readonly work: HistoryWork;
  /** Undefined for those who may only look. */
  readonly onUndo: ((change: Change) => Promise<void>) | undefined;
}

/** The changes of one day, each a sentence with its undo beside it. */
export function ChangeList({ changes, work, onUndo }: ChangeListProps) {
  const styles = useStyles();
  const { formats } = usePane();
  return (
    <ul className={styles.list}>
      {changes.map((change) => (
        <li key={change.id} className={styles.change}>
          <Body1 className={styles.whole}>{sentenceOf(change, work.changes ?? [], formats)}</Body1>
          <Caption1 className={styles.quiet}>{formats.time(new Date(change.at))}</Caption1>
          {onUndo && canBeUndone(change) && <Undo change={change} work={work} onUndo={onUndo} />}
          {work.undone === change.id && (
            <div className={styles.whole}>
              <Working task={work.undoing} canCancel={false} />
              <Failed
                failure={work.undoing.failure}
                kept={
                  work.undoing.failure?.from === 'network'
                    ? words.historyView.maybeUndone
                    : words.historyView.nothingUndone
                }
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

type UndoProps = Omit<ChangeListProps, 'changes' | 'onUndo'> & {
  readonly change: Change;
  readonly onUndo: (change: Change) => Promise<void>;
};

/** Stays where it is once it has done its work: the keyboard does not lose its place. */
function Undo({ change, work, onUndo }: UndoProps) {
  const { formats } = usePane();
  const said = words.historyView;
  const isUndone = change.undoneBy !== null;
  const label = isUndone ? said.undone : said.undo;
  return (
    <Button
      size="small"
      appearance={isUndone ? 'transparent' : 'secondary'}
      icon={isUndone ? null : <ArrowUndoRegular />}
      disabledFocusable={isUndone || work.undoing.isRunning}
      aria-label={`${label}: ${sentenceOf(change, work.changes ?? [], formats)}`}
      onClick={() => void onUndo(change)}
    >
      {label}
    </Button>
  );
}
