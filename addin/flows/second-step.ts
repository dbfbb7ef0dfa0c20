import type { FlowOptions, Workspace } from './workspace.ts';

/** What an authenticator app takes in: by its camera, or typed. */
export interface AppKey {
  readonly secret: string;
  readonly uri: string;
}

/** A new key; nothing is on before a code of it is shown. @throws ApiProblem `second-factor-on` */
export function startSecondStep({ api }: Workspace, { signal }: FlowOptions = {}): Promise<AppKey> {
  return api.startSecondFactor({}, { signal });
}

/**
 * Switches it on by a code of the app; everywhere else the account is signed out.
 * @returns the recovery codes, which are never told again
 * @throws ApiProblem `wrong-code`
 */
export async function confirmSecondStep(
  { api }: Workspace,
  code: string,
  { signal }: FlowOptions = {},
): Promise<readonly string[]> {
  return (await api.confirmSecondFactor({ body: { code } }, { signal })).recoveryCodes;
}

/** Ten new ones; those before are good no more. */
export async function renewRecoveryCodes(
  { api }: Workspace,
  { signal }: FlowOptions = {},
): Promise<readonly string[]> {
  return (await api.renewRecoveryCodes({}, { signal })).recoveryCodes;
}

/** Everywhere else the account is signed out. */
export async function removeSecondStep(
  { api }: Workspace,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.removeSecondFactor({}, { signal });
}
