import type { ReactNode } from 'react';
import { useEffect } from 'react';
import type { Account } from '../../../contract/account.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Working } from '../shell/Working.tsx';

/** What is shown of an account, once it is known whose it is. */
export function WithAccount({ children }: { children: (account: Account) => ReactNode }) {
  const { account, loading, load } = usePane().account;
  const isKnown = account !== null;
  useEffect(() => {
    if (!isKnown) void load();
  }, [isKnown, load]);
  return (
    <>
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {account === null ? <Working task={loading} /> : children(account)}
    </>
  );
}
