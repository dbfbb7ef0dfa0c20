import { useCallback, useState } from 'react';
import type { Account } from '../../../contract/account.ts';
import { loadAccount } from '../../flows/account.ts';
import type { Session } from '../../flows/session.ts';
import { isSignedIn } from '../../flows/session.ts';
import type { Workspace } from '../../flows/workspace.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';

/** Whose account it is, as the server last said: it outlives the rooms that show parts of it. */
export interface AccountWork {
  readonly account: Account | null;
  readonly loading: Task;
  readonly load: () => Promise<void>;
  /** What a change made of it. */
  readonly set: (account: Account) => void;
}

export function useAccount(ws: Workspace, session: Session): AccountWork {
  const loading = useTask();
  const [account, set] = useState<Account | null>(null);
  const { run } = loading;
  const load = useCallback(async () => {
    const loaded = await run((options) => loadAccount(ws, options));
    if (loaded) set(loaded);
  }, [run, ws]);
  // Whoever signs in next may be somebody else.
  const isThere = isSignedIn(session);
  if (!isThere && account !== null) set(null);
  return { account: isThere ? account : null, loading, load, set };
}
