import { useEffect, useState } from 'react';
import { listHistory } from '../../flows/history.ts';
import { isSignedIn } from '../../flows/session.ts';
import { usePane } from '../pane-context.ts';
import { useTask } from '../use-task.ts';

/** When this workbook last sent something; null where that is not known, or nobody can be asked. */
export function useLastSent(): Date | null {
  const { ws, session, connection } = usePane();
  const { run } = useTask();
  const [lastSent, setLastSent] = useState<Date | null>(null);
  const canAsk = isSignedIn(session) && connection.propertyId !== null && connection.hasPushed;
  useEffect(() => {
    if (!canAsk) return;
    const ask = async () => {
      const found = await run((options) => listHistory(ws, null, options));
      if (found?.lastSent) setLastSent(new Date(found.lastSent));
    };
    void ask();
  }, [canAsk, run, ws]);
  return lastSent;
}
