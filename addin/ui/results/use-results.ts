import { useCallback, useState } from 'react';
import type { Results } from '../../flows/load-results.ts';
import { loadResults } from '../../flows/load-results.ts';
import type { LastRefresh, Refreshed } from '../../flows/refresh.ts';
import { lastRefresh, refresh } from '../../flows/refresh.ts';
import type { Workspace } from '../../flows/workspace.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';

export interface Written extends Refreshed {
  readonly at: Date;
}

/** The results as the server has them, and what was written of them into the workbook. */
export interface ResultsWork {
  readonly results: Results | null;
  readonly loading: Task;
  readonly load: () => Promise<void>;
  readonly writing: Task;
  /** What the last refresh of this session did. */
  readonly written: Written | null;
  /** The last refresh before that, also of another day. */
  readonly before: LastRefresh | null;
  /** Writes them into the workbook's own sheets; undefined where it failed or was stopped. */
  readonly write: () => Promise<Written | undefined>;
  /** Another property, or none. */
  readonly forget: () => void;
}

export function useResults(ws: Workspace): ResultsWork {
  const loading = useTask();
  const writing = useTask();
  const [results, setResults] = useState<Results | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const [before, setBefore] = useState<LastRefresh | null>(null);
  const { run: runLoading } = loading;
  const { run: runWriting } = writing;

  const load = useCallback(async () => {
    const loaded = await runLoading(async (options) => ({
      results: await loadResults(ws, {}, options),
      before: await lastRefresh(ws, options),
    }));
    if (!loaded) return;
    setResults(loaded.results);
    setBefore(loaded.before);
  }, [runLoading, ws]);
  const write = useCallback(async () => {
    const done = await runWriting((options) => refresh(ws, {}, options));
    if (done === undefined) return undefined;
    const now = { ...done, at: new Date() };
    setWritten(now);
    return now;
  }, [runWriting, ws]);
  const forget = useCallback(() => {
    setResults(null);
    setWritten(null);
    setBefore(null);
  }, []);
  return { results, loading, load, writing, written, before, write, forget };
}
