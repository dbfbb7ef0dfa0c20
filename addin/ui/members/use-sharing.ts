import { useCallback, useState } from 'react';
import type { Sharing } from '../../flows/members.ts';
import { loadSharing } from '../../flows/members.ts';
import { usePane } from '../pane-context.ts';
import type { Task } from '../use-task.ts';
import { useOpening, useTask } from '../use-task.ts';

export interface SharingWork {
  /** The property that the workbook is connected to. */
  readonly propertyId: string;
  readonly sharing: Sharing | null;
  readonly loading: Task;
  readonly load: () => Promise<void>;
}

/** Who sees the property; looked up when a view is opened, and after each change. */
export function useSharing(): SharingWork {
  const { ws, connection } = usePane();
  const loading = useTask();
  const [sharing, setSharing] = useState<Sharing | null>(null);
  // Views of members are shown for a connected workbook only.
  const propertyId = connection.propertyId ?? '';
  const { run } = loading;
  const load = useCallback(async () => {
    const found = await run((options) => loadSharing(ws, propertyId, options));
    if (found) setSharing(found);
  }, [run, ws, propertyId]);
  useOpening(load);
  return { propertyId, sharing, loading, load };
}
