import { useEffect, useRef } from 'react';
import { isAtHome } from '../gate.ts';
import type { Pane } from '../pane-context.ts';
import { resultsFlows } from '../later.ts';

/** Refreshes once as the workbook is opened, where the person chose so; also while the pane is closed. */
export function useRefreshOnOpen({ ws, session, connection, results }: Pane): void {
  const isReady = isAtHome(session, connection);
  const { write } = results;
  const isDone = useRef(false);
  useEffect(() => {
    if (!isReady || isDone.current) return;
    isDone.current = true;
    void resultsFlows()
      .then(({ wantsRefreshOnOpen }) => wantsRefreshOnOpen(ws))
      // What Excel does not answer now is asked again by whoever refreshes.
      .catch(() => false)
      .then((isWanted) => (isWanted ? write({ isOnOpening: true }) : undefined));
  }, [isReady, ws, write]);
}
