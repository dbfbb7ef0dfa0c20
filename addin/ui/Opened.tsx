import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Connection } from '../flows/connect.ts';
import { readConnection } from '../flows/connect.ts';
import { watchCells } from '../flows/pick-column.ts';
import type { Session } from '../flows/session.ts';
import { readSession } from '../flows/session.ts';
import type { Workspace } from '../flows/workspace.ts';
import { paneWorkspace } from '../flows/workspace.ts';
import { useAccount } from './account/use-account.ts';
import { useBills } from './bills/use-bills.ts';
import type { RunCommand } from './commands.ts';
import { carryOut } from './commands.ts';
import { useLedger } from './data/use-ledger.ts';
import type { View } from './gate.ts';
import { isAtHome, viewFor } from './gate.ts';
import type { Pane } from './pane-context.ts';
import { PaneContext, useTelling } from './pane-context.ts';
import { useRefreshOnOpen } from './results/use-refresh-on-open.ts';
import { useResults } from './results/use-results.ts';
import { useReview } from './review/use-review.ts';
import { move } from './shell/moves.ts';
import { Offline } from './shell/Offline.tsx';
import { Starting } from './shell/Starting.tsx';
import { Tabs } from './shell/Tabs.tsx';
import { useDraft } from './use-draft.ts';
import { useOpening, useTask } from './use-task.ts';
import { Views } from './Views.tsx';

export interface OpenedProps {
  /** What the workbook is connected to, where Excel said so at once. */
  readonly known: Connection | null;
  /** Ties the commands of the ribbon and the keyboard to the pane. */
  readonly onCommand: (run: RunCommand) => void;
  /** Has the functions in cells answered. */
  readonly onFunctionCall: (answer: Workspace['figures']['watch']) => void;
  /** Opens the pane where it is closed. */
  readonly showPane: () => Promise<void>;
}

/** The pane in its workbook: finds out who is signed in and what the workbook is connected to. */
export function Opened(props: OpenedProps) {
  const [ws, session, setSession] = useWorkspace();
  const { known, onFunctionCall, ...shown } = props;
  useEffect(() => onFunctionCall(ws.figures.watch), [onFunctionCall, ws]);
  const task = useTask();
  const [connection, setConnection] = useState(known);
  const { run } = task;
  const look = useCallback(async () => {
    const found = await run((options) => readConnection(ws, options));
    if (found) setConnection(found);
  }, [run, ws]);
  useOpening(useCallback(async () => (known === null ? look() : undefined), [known, look]));
  if (connection === null) return <Starting task={task} onRetry={() => void look()} />;
  return <Ready {...shown} {...{ ws, session, setSession, connection, setConnection }} />;
}

/** Sign-ins and sign-outs in other tabs of this browser count here too. */
function useWorkspace(): [Workspace, Session, (session: Session) => void] {
  const [{ ws, server }] = useState(() => {
    const server = new EventTarget();
    const tell = () => server.dispatchEvent(new Event('signed-out'));
    return { ws: paneWorkspace(tell), server };
  });
  const [session, setSession] = useState(() => readSession(ws.store));
  useEffect(() => {
    const read = () => {
      setSession(readSession(ws.store));
      ws.figures.refresh();
    };
    server.addEventListener('signed-out', read);
    window.addEventListener('storage', read);
    return () => {
      server.removeEventListener('signed-out', read);
      window.removeEventListener('storage', read);
    };
  }, [ws, server]);
  return [ws, session, setSession];
}

type ReadyProps = Omit<OpenedProps, 'known' | 'onFunctionCall'> &
  Pick<Pane, 'ws' | 'session' | 'setSession' | 'connection' | 'setConnection'>;

function Ready({ onCommand, showPane, ...known }: ReadyProps) {
  const { ws, session, connection } = known;
  const telling = useTelling();
  const [wanted, setWanted] = useDraft<View>('view', connection.fileName, 'home');
  const view = viewFor(wanted, session, connection);
  const [notice, setNotice] = useState<string | null>(null);
  const { announce } = telling;
  const switchTo = useCallback(
    (next: View) => {
      setNotice(null);
      setWanted(next);
    },
    [setWanted],
  );
  const go = useCallback(
    (next: View, said?: string) => {
      move();
      setWanted(next);
      setNotice(said ?? null);
      if (said !== undefined) announce(said);
    },
    [announce, setWanted],
  );
  const pane: Pane = {
    ...telling,
    ...known,
    ...{ view, go, switchTo, notice },
    hasTabs: isAtHome(session, connection) && view !== 'review',
    account: useAccount(ws, session),
    ledger: useLedger(ws, connection.fileName),
    review: useReview(ws, connection),
    results: useResults(ws),
    bills: useBills(ws, connection.propertyId),
  };
  const latest = useRef(pane);
  useEffect(() => {
    latest.current = pane;
  });
  useEffect(() => {
    onCommand((command) => carryOut(command, () => latest.current, showPane));
  }, [onCommand, showPane, latest]);
  useWatchedCells(pane);
  useOwnOnly(pane);
  useRefreshOnOpen(pane);
  return (
    <PaneContext value={pane}>
      <Offline />
      <Views isInterruption={view !== wanted} />
      {pane.hasTabs && <Tabs />}
    </PaneContext>
  );
}

/** What one person was shown is gone as soon as another one signs in, before that one sees anything. */
function useOwnOnly({ session: { email }, review, results, bills }: Pane): void {
  const { forget: forgetReview } = review;
  const { forget: forgetResults } = results;
  const { forget: forgetBills } = bills;
  useLayoutEffect(
    () => () => {
      if (email === null) return;
      forgetReview();
      forgetResults();
      forgetBills();
    },
    [email, forgetReview, forgetResults, forgetBills],
  );
}

/** A hint only: what a push compares is read anew in any case. */
function useWatchedCells({ ws, review: { markStale } }: Pane): void {
  useEffect(() => {
    const watching = watchCells(ws, markStale).catch(() => null);
    return () => {
      void watching.then((stop) => stop?.()).catch(() => {});
    };
  }, [ws, markStale]);
}
