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

export function changeName(
  { api }: Workspace,
  name: string,
  { signal }: FlowOptions = {},
): Promise<Account> {
  return api.changeAccount({ body: { name } }, { signal });
}

/** A code goes to the new address; until it is shown the old one stays. */
export async function askEmailChange(
  { api }: Workspace,
  email: string,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.changeEmail({ body: { email } }, { signal });
}

/** @throws ApiProblem `wrong-code` */
export async function confirmEmail(
  { api, store }: Workspace,
  code: string,
  { signal }: FlowOptions = {},
): Promise<Account> {
  const account = await api.confirmEmail({ body: { code } }, { signal });
  changeSession(store, { email: account.email });
  return account;
}

/** Everywhere else the account is signed out. @throws ApiProblem `wrong-credentials`, `password-refused` */
export async function changePassword(
  { api }: Workspace,
  input: { readonly currentPassword: string; readonly newPassword: string },
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.changePassword({ body: { ...input } }, { signal });
}
