import {
  Body1,
  Button,
  ProgressBar,
  Spinner,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Progress } from '../../flows/workspace.ts';
import type { Formats } from '../format.ts';
import { useTelling } from '../pane-context.ts';
import type { Task } from '../use-task.ts';
import { words } from '../words.ts';

const SHORT_MS = 150;
const LONG_MS = 1_000;

const useStyles = makeStyles({
  long: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
  },
  bar: { gridColumn: '1 / -1' },
  short: { justifyContent: 'flex-start' },
});

export interface WorkingProps {
  readonly task: Pick<Task, 'isRunning' | 'progress' | 'cancel'>;
  /** Where stopping makes no sense any more. */
  readonly canCancel?: boolean;
  /** In words of its own; null: in the usual ones. */
  readonly saying?: (progress: Progress | null) => string | null;
}

/** Nothing at first, a spinner when it takes a moment, and rows with a way to stop when it takes longer. */
export function Working({ task, canCancel = true, saying }: WorkingProps) {
  const styles = useStyles();
  const { formats, announce } = useTelling();
  const stage = useStage(task.isRunning);
  useEffect(() => {
    if (stage === 'long') announce(words.loading);
  }, [stage, announce]);
  if (stage === 'instant') return null;
  const sentence = saying?.(task.progress) ?? sentenceOf(task.progress, formats);
  if (stage === 'short') {
    return <Spinner className={styles.short} size="tiny" label={sentence} labelPosition="after" />;
  }
  const share = shareOf(task.progress);
  return (
    <div className={styles.long}>
      <Body1>{sentence}</Body1>
      {canCancel && (
        <Button size="small" onClick={task.cancel}>
          {words.cancel}
        </Button>
      )}
      <ProgressBar
        className={styles.bar}
        aria-label={sentence}
        {...(share === null ? {} : { value: share })}
      />
    </div>
  );
}

function useStage(isRunning: boolean): 'instant' | 'short' | 'long' {
  const [stage, setStage] = useState<'instant' | 'short' | 'long'>('instant');
  useEffect(() => {
    if (!isRunning) return undefined;
    const timers = [
      setTimeout(() => setStage('short'), SHORT_MS),
      setTimeout(() => setStage('long'), LONG_MS),
    ];
    return () => {
      for (const timer of timers) clearTimeout(timer);
      setStage('instant');
    };
  }, [isRunning]);
  return stage;
}

function sentenceOf(progress: Progress | null, { count }: Formats): string {
  const { progress: said } = words;
  if (progress === null) return said.starting;
  if (progress.step === 'sending') return said.sending(count(progress.total));
  if (progress.step === 'reading' || progress.step === 'writing') {
    return said[progress.step](count(progress.done), count(progress.total));
  }
  return said[progress.step];
}

/** Between 0 and 1; null where it cannot be said. */
function shareOf(progress: Progress | null): number | null {
  if (progress?.step !== 'reading' && progress?.step !== 'writing') return null;
  return progress.total > 0 ? progress.done / progress.total : null;
}
