import type { SecurityEvent } from '../../contract/security-log.ts';
import { LIMITS } from '../auth/limits.ts';
import { hashRecoveryCode } from '../auth/recovery-code.ts';
import { stepOfCode, totpPurpose } from '../auth/totp.ts';
import type { Sql } from '../db/client.ts';
import {
  countRecoveryCodes,
  findSecondFactor,
  takeRecoveryCode,
  takeStep,
} from '../db/second-factor.ts';
import { transaction } from '../db/transaction.ts';
import { findUser } from '../db/users.ts';
import { recoveryCodeUsedLetter } from '../mail/letters.ts';
import { postMail } from '../mail/outbox.ts';
import type { Letter } from '../mail/transport.ts';
import { AppError } from './app-error.ts';
import { signInFirst } from './authenticate.ts';
import type { Caller, Services } from './context.ts';
import { renewSession } from './open-session.ts';
import { recordEvent } from './security-log.ts';
import { guess } from './too-many.ts';

const SIX_DIGITS = /^\d{6}$/;
export const TOTP_LIMITS = [LIMITS.totpToAccount, LIMITS.totpToAccountDaily];

/**
 * Takes a code of the authenticator, or a recovery code, and gives the session another token that
 * has shown it.
 * @param event what it is for
 * @throws AppError where the code is wrong, was used already, or too many were
 */
export async function sessionByCode(
  services: Services,
  caller: Caller,
  code: string,
  event: SecurityEvent,
): Promise<{ token: string; next: 'done' }> {
  const isTotp = SIX_DIGITS.test(code);
  const limits = isTotp ? TOTP_LIMITS : [LIMITS.recoveryToAccount];
  const session = await guess(services, caller, limits, async () => {
    const take = isTotp
      ? await takerOfTotp(services, caller.userId, code)
      : await takerOfRecovery(caller.userId, code);
    return transaction(services.database, async (sql) => {
      if (!(await take(sql))) return null;
      const now = services.now();
      await recordEvent(sql, now, caller, event);
      if (!isTotp) await recoveryCodeUsed(services, sql, caller);
      return renewSession(sql, now, caller);
    });
  });
  if (session === null) throw wrongCode(isTotp);
  return session;
}

async function recoveryCodeUsed(services: Services, sql: Sql, caller: Caller): Promise<void> {
  const { userId } = caller;
  await recordEvent(sql, services.now(), caller, 'recovery-code-used');
  const left = (await countRecoveryCodes(sql, userId)) ?? 0;
  await tellOwner(services, sql, userId, (to, publicUrl) =>
    recoveryCodeUsedLetter(to, left, publicUrl),
  );
}

/** By mail, of what was done to their second factor: whoever did it may be somebody else. */
export async function tellOwner(
  services: Services,
  sql: Sql,
  userId: string,
  letterOf: (to: string, publicUrl: string) => Letter,
): Promise<void> {
  const user = await findUser(sql, userId);
  if (user === null) throw signInFirst();
  await postMail(services, sql, letterOf(user.email, services.publicUrl));
}

/** What spends a code, in the transaction of what it is for; false: there is none such to spend. */
type Taker = (sql: Sql) => Promise<boolean>;

async function takerOfTotp(services: Services, userId: string, code: string): Promise<Taker> {
  const factor = await findSecondFactor(services.database.sql, userId);
  if (factor === null || factor.secret === null) return () => Promise.resolve(false);
  const secret = openTotpSecret(services, userId, factor.secret);
  const step = stepOfCode(secret, code, factor.lastStep, services.now());
  return (sql) => (step === null ? Promise.resolve(false) : takeStep(sql, userId, step));
}

/** @throws AppError where the key that sealed it is not at hand: somebody changed it without the old one */
export function openTotpSecret(
  { secrets }: Pick<Services, 'secrets'>,
  userId: string,
  sealed: string,
): string {
  try {
    return secrets.open(sealed, totpPurpose(userId));
  } catch {
    throw new AppError(
      'unavailable',
      'The server cannot read the secret of your authenticator. Use a recovery code, and tell whoever runs the server that the key before this one is missing.',
    );
  }
}

/** Hashed before the transaction: that takes longer than anybody's row should be locked. */
async function takerOfRecovery(userId: string, code: string): Promise<Taker> {
  const codeHash = await hashRecoveryCode(code, userId);
  return (sql) => takeRecoveryCode(sql, userId, codeHash);
}

export function wrongCode(isTotp: boolean): AppError {
  return new AppError(
    'wrong-code',
    isTotp
      ? 'This code is wrong, or it was used already. Wait for the next one of your authenticator.'
      : 'This recovery code is wrong, or it was used already. Each works once.',
  );
}
