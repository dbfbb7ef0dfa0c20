import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Failure } from '../flows/failure.ts';
import { failureOf } from '../flows/failure.ts';
import type { FlowOptions, Progress } from '../flows/workspace.ts';

/** One flow under way: how far it is, why it failed, and a way to stop it. */
export interface Task {
  readonly isRunning: boolean;
  readonly progress: Progress | null;
  /** Of the last run, also that the user stopped it; null while it runs and after it went well. */
  readonly failure: Failure | null;
  /** How long the last run took, in ms. */
  readonly took: number;
  /** Runs a flow; a run before it is stopped. Undefined where it failed or was stopped. */
  readonly run: <Result>(
    work: (options: FlowOptions) => Promise<Result>,
  ) => Promise<Result | undefined>;
  /** The same for a flow that has nothing to tell: whether it went well. */
  readonly finish: (work: (options: FlowOptions) => Promise<void>) => Promise<boolean>;
  readonly cancel: () => void;
  readonly forget: () => void;
}

interface State {
  readonly isRunning: boolean;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  readonly took: number;
}

const IDLE: State = { isRunning: false, progress: null, failure: null, took: 0 };

export function useTask(): Task {
  const [state, setState] = useState(IDLE);
  const current = useRef<AbortController>(null);

  useEffect(() => () => current.current?.abort(), []);

  const run = useCallback(async <Result>(work: (options: FlowOptions) => Promise<Result>) => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    const began = performance.now();
    const tell = (next: State) => {
      if (current.current === controller) setState(next);
    };
    tell({ ...IDLE, isRunning: true });
    try {
      const { signal } = controller;
      const result = await work({
        signal,
        onProgress: (progress) => tell({ ...IDLE, isRunning: true, progress }),
      });
      tell({ ...IDLE, took: performance.now() - began });
      // What was stopped too late to be stopped is done all the same, but not looked at.
      return current.current === controller ? result : undefined;
    } catch (error) {
      const failure = failureOf(error);
      tell({ ...IDLE, failure: failure.from === 'user' ? null : failure });
      return undefined;
    }
  }, []);
  const finish = useCallback(
    async (work: (options: FlowOptions) => Promise<void>) => {
      const isDone = await run(async (options) => {
        await work(options);
        return true;
      });
      return isDone === true;
    },
    [run],
  );
  const cancel = useCallback(() => {
    current.current?.abort();
    // At once, also where the flow takes its time to notice.
    current.current = null;
    setState({ ...IDLE, failure: { from: 'user' } });
  }, []);
  const forget = useCallback(() => setState((before) => ({ ...before, failure: null })), []);
  return { ...state, run, finish, cancel, forget };
}

/**
 * Does it when a view is opened, and again where what it works on becomes another. Before the browser
 * draws: what answers at once is there in the first picture.
 */
export function useOpening(act: () => Promise<unknown>): void {
  useLayoutEffect(() => {
    void act();
  }, [act]);
}
