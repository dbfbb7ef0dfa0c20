import type { Session } from './session.ts';
import { keepSession } from './session.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** A reset that was asked for: only with its ticket the mailed code is good for anything. */
export interface Reset {
  readonly email: string;
  readonly ticket: string;
}

/** A code goes to the address, where it has an account; the answer does not say so. */
export async function requestReset(
  { api }: Workspace,
  email: string,
  { signal }: FlowOptions = {},
): Promise<Reset> {
  const { ticket } = await api.requestReset({ body: { email } }, { signal });
  return { email, ticket };
}

/** Chooses another password; signed in afterwards, save for the second step. @throws ApiProblem `wrong-code`, `password-refused` */
export async function resetPassword(
  { api, store, place }: Workspace,
  { email, ticket }: Reset,
  input: { readonly code: string; readonly password: string },
  { signal }: FlowOptions = {},
): Promise<Session> {
  const body = { ...input, ticket, ...(place ? { place } : {}) };
  const { token, next } = await api.resetPassword({ body }, { signal });
  return keepSession(store, { email, token, next });
}
