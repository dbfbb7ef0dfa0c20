import type { Session } from './session.ts';
import { keepSession } from './session.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/**
 * Creates an account; a code goes to the address. The answer is the same whether or not the address
 * is known. Remembered until the code is shown, also by a pane that is loaded again.
 */
export async function signUp(
  { api, store }: Workspace,
  input: { readonly email: string; readonly password: string; readonly name: string },
  { signal }: FlowOptions = {},
): Promise<Session> {
  await api.signUp({ body: { ...input } }, { signal });
  return keepSession(store, { email: input.email, token: null, next: 'verify-email' });
}

export async function resendCode(
  { api }: Workspace,
  email: string,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.resendCode({ body: { email } }, { signal });
}

/** Shows the code that was mailed; signed in afterwards. @throws ApiProblem `wrong-code` */
export async function verifyEmail(
  { api, store, place }: Workspace,
  input: { readonly email: string; readonly code: string },
  { signal }: FlowOptions = {},
): Promise<Session> {
  const body = { ...input, ...(place ? { place } : {}) };
  const { token, next } = await api.verifyEmail({ body }, { signal });
  return keepSession(store, { email: input.email, token, next });
}
