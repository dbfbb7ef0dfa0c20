import type { OpenSession } from '../../contract/sessions.ts';
import type { Session } from './session.ts';
import { loseToken } from './session.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** Where the account is signed in, this place first. */
export async function listOpenSessions(
  { api }: Workspace,
  { signal }: FlowOptions = {},
): Promise<readonly OpenSession[]> {
  return (await api.listSessions({}, { signal })).sessions;
}

export async function endSession(
  { api }: Workspace,
  sessionId: string,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.endSession({ params: { sessionId } }, { signal });
}

export async function signOutElsewhere(
  { api }: Workspace,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.signOutEverywhere({ body: { keepThis: true } }, { signal });
}

/** Here too: unlike signing out here alone, it is not done until the server says so. */
export async function signOutEverywhere(
  { api, store }: Workspace,
  { signal }: FlowOptions = {},
): Promise<Session> {
  await api.signOutEverywhere({ body: { keepThis: false } }, { signal });
  return loseToken(store);
}
