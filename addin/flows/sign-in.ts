import type { Session } from './session.ts';
import { keepSession, loseToken, readSession } from './session.ts';
import { choose } from './sign-up.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** @throws ApiProblem `wrong-credentials`, `too-many-requests` */
export async function signIn(
  { api, store, place }: Workspace,
  input: { readonly email: string; readonly password: string },
  { signal }: FlowOptions = {},
): Promise<Session> {
  const body = { ...input, ...(place ? { place } : {}) };
  const { token, next } = await api.signIn({ body }, { signal });
  if (next === 'verify-email') choose({ store }, input);
  return keepSession(store, { email: input.email, token, next });
}

/** The second step. @throws ApiProblem `wrong-code`, `too-many-requests` */
export async function signInTotp(
  { api, store }: Workspace,
  code: string,
  { signal }: FlowOptions = {},
): Promise<Session> {
  await api.signInTotp({ body: { code } }, { signal });
  return readSession(store);
}

/** Forgets the session here in any case; the server is told if it can be reached. */
export async function signOut({ api, store }: Workspace): Promise<Session> {
  const { token } = readSession(store);
  try {
    if (token !== null) await api.signOut({});
  } catch {
    // Unreachable or ended already: what is forgotten here cannot be used from here.
  }
  return loseToken(store);
}

/** Uses a token that was made elsewhere (the command line's `--token`). */
export function useToken({ store }: Workspace, token: string): Session {
  return keepSession(store, { email: null, token, next: 'done' });
}
