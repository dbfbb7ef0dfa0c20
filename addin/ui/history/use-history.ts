import { useCallback, useState } from 'react';
import type { Change } from '../../../contract/changes.ts';
import { listHistory, undoChange } from '../../flows/history.ts';
import { usePane } from '../pane-context.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';

/** The history as far back as it was asked for, and the way back. */
export interface HistoryWork {
  readonly changes: readonly Change[] | null;
  readonly hasEarlier: boolean;
  readonly loading: Task;
  readonly load: () => Promise<void>;
  readonly loadEarlier: () => Promise<void>;
  readonly undoing: Task;
  /** The change that was undone last, or could not be. */
  readonly undone: string | null;
  /** True where it was done. */
  readonly undo: (change: Change) => Promise<boolean>;
}

export function useHistory(): HistoryWork {
  const { ws, review, results } = usePane();
  const loading = useTask();
  const undoing = useTask();
  const [changes, setChanges] = useState<readonly Change[] | null>(null);
  const [hasEarlier, setHasEarlier] = useState(false);
  const [undone, setUndone] = useState<string | null>(null);
  const { run: runLoading } = loading;
  const { run: runUndoing } = undoing;
  const { markStale } = review;
  const { load: loadResults } = results;

  const load = useCallback(async () => {
    const found = await runLoading((options) => listHistory(ws, null, options));
    if (!found) return;
    setChanges(found.changes);
    setHasEarlier(found.hasEarlier);
  }, [runLoading, ws]);
  const loadEarlier = useCallback(async () => {
    const last = changes?.at(-1)?.revision ?? null;
    const found = await runLoading((options) => listHistory(ws, last, options));
    if (!found) return;
    setChanges([...(changes ?? []), ...found.changes]);
    setHasEarlier(found.hasEarlier);
  }, [runLoading, ws, changes]);
  const undo = useCallback(
    async ({ id }: Change) => {
      setUndone(id);
      const isDone = await runUndoing(async (options) => {
        await undoChange(ws, id, options);
        return true;
      });
      if (!isDone) return false;
      markStale();
      await Promise.all([load(), loadResults()]);
      return true;
    },
    [runUndoing, ws, markStale, load, loadResults],
  );
  return { changes, hasEarlier, loading, load, loadEarlier, undoing, undone, undo };
}
