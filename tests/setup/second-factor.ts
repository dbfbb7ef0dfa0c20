import { setTimeout as sleep } from 'node:timers/promises';
import { generateSync } from 'otplib';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Person, TestServer } from './test-server.ts';

export interface Authenticator {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** What it shows so many steps of 30 seconds from the server's now. */
  readonly code: (steps?: number) => string;
}

/** A server whose time can be let pass, or one that lives in ours. */
type Timed = Pick<TestServer, 'services'> & {
  readonly pass?: (ms: number) => unknown;
};

const STEP_MS = 30_000;
/** What a request may take, also on a busy machine. */
const SLOW_MS = 5_000;

export function authenticatorOf(
  server: Pick<TestServer, 'services'>,
  secret: string,
  recoveryCodes: readonly string[] = [],
): Authenticator {
  const code = (steps = 0) => {
    const epoch = Math.floor((server.services.now().getTime() + steps * STEP_MS) / 1_000);
    return generateSync({ secret, epoch });
  };
  return { secret, recoveryCodes, code };
}

/** Sent as a step ends, the code of the step before would be two steps old: waits for the next one. */
export async function clearOfStep({ services, pass = sleep }: Timed): Promise<void> {
  const left = STEP_MS - (services.now().getTime() % STEP_MS);
  if (left < SLOW_MS) await pass(left);
}

/** Switches a second factor on; the code it was confirmed by is the one of the step before now. */
export async function switchedOn(server: Timed, { client }: Person): Promise<Authenticator> {
  const { secret } = await client.call(ENDPOINTS.startSecondFactor, {});
  await clearOfStep(server);
  const code = authenticatorOf(server, secret).code(-1);
  const confirmed = await client.call(ENDPOINTS.confirmSecondFactor, { body: { code } });
  client.token = confirmed.token;
  return authenticatorOf(server, secret, confirmed.recoveryCodes);
}
