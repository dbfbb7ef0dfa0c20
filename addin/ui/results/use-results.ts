import { useCallback, useRef, useState } from 'react';
import type { Results } from '../../flows/load-results.ts';
import type { ResultsHere } from '../../flows/placed-tables.ts';
import type { LastRefresh, RefreshInput, Refreshed, RefreshedTable } from '../../flows/refresh.ts';
import { TABLE_WORDS } from '../../flows/results/table-words.ts';
import type { Workspace } from '../../flows/workspace.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';
import { resultsFlows } from '../later.ts';
import { useTelling } from '../pane-context.ts';
import { words } from '../words.ts';

export interface Written extends Refreshed {
  readonly at: Date;
  /** What turned out to have been typed over, once all of the large tables was looked at. */
  readonly mended: readonly RefreshedTable[];
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
  /** The workbook's tables of them; null until it was looked. */
  readonly here: ResultsHere | null;
  /** Writes them into the workbook's tables; undefined where it failed or was stopped. */
  readonly write: (input?: RefreshInput) => Promise<Written | undefined>;
  /** Another property or person, or none. */
  readonly forget: () => void;
}

export function useResults(ws: Workspace): ResultsWork {
  const { formats, announce } = useTelling();
  const loading = useTask();
  const writing = useTask();
  const [results, setResults] = useState<Results | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const [before, setBefore] = useState<LastRefresh | null>(null);
  const [here, setHere] = useState<ResultsHere | null>(null);
  /** Whose table may still turn out to be mended. */
  const latest = useRef<Written | null>(null);
  const { run: runLoading, cancel: cancelLoading } = loading;
  const { run: runWriting } = writing;

  const load = useCallback(async () => {
    const loaded = await runLoading(async (options) => {
      const flows = await resultsFlows();
      return {
        results: await flows.loadResults(ws, {}, options),
        before: await flows.lastRefresh(ws, options),
        here: await flows.listTables(ws, options),
      };
    });
    if (!loaded) return;
    setResults(loaded.results);
    setBefore(loaded.before);
    setHere(loaded.here);
  }, [runLoading, ws]);
  const write = useCallback(
    async (input: RefreshInput = {}) => {
      const done = await runWriting(async (options) => {
        const { refresh } = await resultsFlows();
        return refresh(ws, input, options);
      });
      if (done === undefined) return undefined;
      const now: Written = { ...done, at: new Date(), mended: [] };
      latest.current = now;
      setWritten(now);
      void tellMended(now, (mended) => {
        if (latest.current !== now) return;
        setWritten({ ...now, mended });
        // The person has gone on to something else by then.
        announce(mended.map((table) => mendedLine(table, formats.count)).join('. '));
      });
      return now;
    },
    [runWriting, ws, announce, formats],
  );
  const forget = useCallback(() => {
    cancelLoading();
    latest.current = null;
    setResults(null);
    setWritten(null);
    setBefore(null);
    setHere(null);
  }, [cancelLoading]);
  return { results, loading, load, writing, written, before, here, write, forget };
}

async function tellMended(
  { putRight }: Written,
  tell: (mended: readonly RefreshedTable[]) => void,
): Promise<void> {
  const mended = (await putRight) ?? [];
  if (mended.length > 0) tell(mended);
}

/** Of a table in which something was typed over. */
export function mendedLine(
  { kind, sheet, changedRows, newRows }: RefreshedTable,
  count: (number: number) => string,
): string {
  return words.resultsView.putRight(sheet ?? TABLE_WORDS[kind], count(changedRows + newRows));
}
