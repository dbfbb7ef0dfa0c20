import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { CODE_MINUTES, CODE_TRIES, hashCode, newCode } from '../auth/email-code.ts';
import { LIMITS, forget } from '../auth/limits.ts';
import type { Attempt } from '../auth/limits.ts';
import { hashPassword, passwordProblem } from '../auth/password.ts';
import { deleteCode, saveCode, tryCode } from '../db/email-codes.ts';
import { countRecoveryCodes } from '../db/second-factor.ts';
import { deleteUnverifiedSessions } from '../db/sessions.ts';
import { transaction } from '../db/transaction.ts';
import { findUser, findUserByEmailKey, insertUser, markVerified } from '../db/users.ts';
import { alreadySignedUpLetter, codeLetter } from '../mail/letters.ts';
import { postMail } from '../mail/outbox.ts';
import { AppError } from './app-error.ts';
import type { Services, UseCase } from './context.ts';
import { emailKeyOf } from './email-key.ts';
import { openSession } from './open-session.ts';
import { recordEvent } from './security-log.ts';
import { refuseTooMany, waitForMailTurn } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

const MINUTE_MS = 60_000;
const ACCEPTED = { status: 'accepted' } as const;

/**
 * Whether or not the address is known, the same is counted, hashed, written and answered; only what
 * the mail says differs.
 */
export const signUp: UseCase<Endpoints['signUp']> = async (services, caller, { body }) => {
  const name = body.name.trim();
  const emailKey = emailKeyOf(body.email);
  const problem = passwordProblem(body.password, { email: body.email, name });
  if (problem !== null) throw new AppError('password-refused', problem);
  await refuseTooMany(services, { limit: LIMITS.signUpFromAddress, subject: caller.address });
  await waitForMailTurn(services, emailKey);

  const passwordHash = await hashPassword(body.password);
  const code = await makeCode(services, emailKey);
  await transaction(services.database, async (sql) => {
    const userId = await insertUser(sql, { email: body.email, emailKey, name, passwordHash });
    if (userId === null) {
      await postMail(services, sql, alreadySignedUpLetter(body.email, services.publicUrl));
      return;
    }
    await deleteUnverifiedSessions(sql, userId);
    await saveCode(sql, { userId, ...code.stored });
    const letter = codeLetter(body.email, code.code, CODE_MINUTES);
    await postMail(services, sql, letter, code.stored.expiresAt);
    await recordEvent(sql, services.now(), { ...caller, userId, place: null }, 'signed-up');
  });
  return ACCEPTED;
};

export const resendCode: UseCase<Endpoints['resendCode']> = async (services, caller, { body }) => {
  await refuseTooMany(services, { limit: LIMITS.mailFromAddress, subject: caller.address });
  const emailKey = emailKeyOf(body.email);
  await waitForMailTurn(services, emailKey);
  await mailCode(services, emailKey);
  return ACCEPTED;
};

export const verifyEmail: UseCase<Endpoints['verifyEmail']> = async (
  services,
  caller,
  { body },
) => {
  const emailKey = emailKeyOf(body.email);
  const account: Attempt = { limit: LIMITS.codeToAccount, subject: emailKey };
  const address: Attempt = { limit: LIMITS.codeFromAddress, subject: caller.address };
  await refuseTooMany(services, address, account);

  const codeHash = await hashCode(body.code, emailKey);
  const now = services.now();
  // A wrong try is committed too: it must count.
  const session = await transaction(services.database, async (sql) => {
    const userId = await tryCode(sql, emailKey, codeHash, now);
    if (userId === null) return null;
    await deleteCode(sql, userId);
    await markVerified(sql, userId, now);
    await deleteUnverifiedSessions(sql, userId);
    const who = { ...caller, userId, place: body.place ?? null };
    await recordEvent(sql, now, who, 'email-verified');
    return openSession(sql, now, who);
  });
  if (session === null) {
    throw new AppError(
      'wrong-code',
      `This code is wrong, used or older than ${CODE_MINUTES} minutes. Ask for a new one.`,
    );
  }
  await forget(services.database.sql, account);
  return session;
};

export const account: UseCase<Endpoints['account']> = async (services, caller) => {
  const user = await findUser(services.database.sql, caller.userId);
  if (user === null) throw new AppError('unauthenticated', 'This account is gone.');
  const recoveryCodesLeft = await countRecoveryCodes(services.database.sql, caller.userId);
  return {
    ...{ id: user.userId, email: user.email, name: user.name },
    createdAt: user.createdAt.toISOString(),
    pendingEmail: null,
    secondFactor: recoveryCodesLeft === null ? null : { recoveryCodesLeft },
  };
};

async function makeCode(services: Services, emailKey: string) {
  const code = newCode();
  const codeHash = await hashCode(code, emailKey);
  const expiresAt = new Date(services.now().getTime() + CODE_MINUTES * MINUTE_MS);
  return { code, stored: { codeHash, triesLeft: CODE_TRIES, expiresAt } };
}

/** To a user whose address is not verified; nothing to anybody else, after the same work. */
export async function mailCode(services: Services, emailKey: string): Promise<void> {
  const { code, stored } = await makeCode(services, emailKey);
  await transaction(services.database, async (sql) => {
    const user = await findUserByEmailKey(sql, emailKey);
    if (user === null || user.verified) return;
    await saveCode(sql, { userId: user.userId, ...stored });
    await postMail(services, sql, codeLetter(user.email, code, CODE_MINUTES), stored.expiresAt);
  });
}
