import { useCallback, useState } from 'react';
import type { IssuedBill } from '../../flows/statements.ts';
import { listIssued } from '../../flows/statements.ts';
import { usePane } from '../pane-context.ts';
import type { Task } from '../use-task.ts';
import { useOpening, useTask } from '../use-task.ts';

export interface IssuedWork {
  readonly issued: readonly IssuedBill[] | null;
  readonly loading: Task;
  readonly load: () => Promise<void>;
}

/** All that were issued; looked up when the list is opened, and after each change. */
export function useIssued(): IssuedWork {
  const { ws, connection } = usePane();
  const loading = useTask();
  const [issued, setIssued] = useState<readonly IssuedBill[] | null>(null);
  const propertyId = connection.propertyId ?? '';
  const { run } = loading;
  const load = useCallback(async () => {
    const found = await run((options) => listIssued(ws, propertyId, options));
    if (found) setIssued(found);
  }, [run, ws, propertyId]);
  useOpening(load);
  return { issued, loading, load };
}
