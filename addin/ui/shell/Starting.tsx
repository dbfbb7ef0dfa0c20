import { makeStyles, tokens } from '@fluentui/react-components';
import type { Task } from '../use-task.ts';
import { Failed } from './Failed.tsx';
import { Working } from './Working.tsx';

const useStyles = makeStyles({
  starting: { padding: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalM },
});

/** Until it is known what the workbook is connected to. */
export function Starting({ task, onRetry }: { task: Task; onRetry: () => void }) {
  const styles = useStyles();
  return (
    <main className={styles.starting}>
      <Failed failure={task.failure} onRetry={onRetry} />
      <Working task={task} canCancel={false} />
    </main>
  );
}
