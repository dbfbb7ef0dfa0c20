import type { Session } from './session.ts';
import { keepSession } from './session.ts';
import type { SessionStore } from '../excel/session-store.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** What was typed when the account was created, for as long as the pane is open; kept nowhere else. */
const chosen = new WeakMap<SessionStore, { readonly email: string; readonly password: string }>();

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
  choose({ store }, input);
  return keepSession(store, { email: input.email, token: null, next: 'verify-email' });
}

/** Keeps the password that is to go with the code: also of a sign-in that asks for one. */
export function choose(
  { store }: Pick<Workspace, 'store'>,
  { email, password }: { readonly email: string; readonly password: string },
): void {
  chosen.set(store, { email, password });
}

export async function resendCode(
  { api }: Workspace,
  email: string,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.resendCode({ body: { email } }, { signal });
}

/** The password of an address that waits for its code; null where this pane does not know it any more. */
export function chosenPassword({ store }: Pick<Workspace, 'store'>, email: string): string | null {
  const known = chosen.get(store);
  return known?.email === email ? known.password : null;
}

/**
 * Shows the code that was mailed, and the password that counts from then on: whoever else signed up with
 * the address meanwhile has not chosen it for its owner. Signed in afterwards.
 * @throws ApiProblem `wrong-code`, `password-refused`
 */
export async function verifyEmail(
  { api, store, place }: Workspace,
  input: { readonly email: string; readonly code: string; readonly password: string },
  { signal }: FlowOptions = {},
): Promise<Session> {
  const body = { ...input, ...(place ? { place } : {}) };
  const { token, next } = await api.verifyEmail({ body }, { signal });
  chosen.delete(store);
  return keepSession(store, { email: input.email, token, next });
}
