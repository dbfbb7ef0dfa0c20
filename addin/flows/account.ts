import type { Account } from '../../contract/account.ts';
import { changeSession } from './session.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

export async function loadAccount(
  { api, store }: Workspace,
  { signal }: FlowOptions = {},
): Promise<Account> {
  const account = await api.account({}, { signal });
  // Another pane may have changed it.
  changeSession(store, { email: account.email });
  return account;
}
