/** What an account says of itself, and its name and address changed. */
import type { Account } from '../../contract/account.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { CODE_MINUTES, hashCode } from '../auth/email-code.ts';
import { LIMITS } from '../auth/limits.ts';
import type { Sql } from '../db/client.ts';
import { deleteCodes, findPendingEmail, saveCode } from '../db/email-codes.ts';
import { countRecoveryCodes } from '../db/second-factor.ts';
import { transaction } from '../db/transaction.ts';
import {
  deleteUnverifiedUser,
  findUser,
  findUserByEmailKey,
  lockUser,
  setEmail,
  setName,
} from '../db/users.ts';
import type { User } from '../db/users.ts';
import {
  addressInUseLetter,
  changeAskedLetter,
  changeCodeLetter,
  changedLetter,
} from '../mail/letters.ts';
import { postMail } from '../mail/outbox.ts';
import { AppError } from './app-error.ts';
import { signInFirst } from './authenticate.ts';
import type { Services, UseCase } from './context.ts';
import { emailKeyOf } from './email-key.ts';
import { changeOf, isRightCode, makeCode, wrongCode } from './mailed-code.ts';
import { recordEvent } from './security-log.ts';
import { refuseTooMany, waitForMailTurn } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

export const account: UseCase<Endpoints['account']> = async (services, { userId }) =>
  accountOf(services, services.database.sql, userId);

async function accountOf(services: Services, sql: Sql, userId: string): Promise<Account> {
  const user = await findUser(sql, userId);
  if (user === null) throw signInFirst();
  const recoveryCodesLeft = await countRecoveryCodes(sql, userId);
  return {
    ...{ id: userId, email: user.email, name: user.name },
    createdAt: user.createdAt.toISOString(),
    pendingEmail: await findPendingEmail(sql, userId, services.now()),
    secondFactor: recoveryCodesLeft === null ? null : { recoveryCodesLeft },
  };
}

export const changeAccount: UseCase<Endpoints['changeAccount']> = async (
  services,
  caller,
  { body },
) =>
  transaction(services.database, async (sql) => {
    const name = body.name.trim();
    const user = await locked(sql, caller.userId);
    if (name !== user.name) {
      await setName(sql, user.userId, name);
      await recordEvent(sql, services.now(), caller, 'name-changed');
    }
    return accountOf(services, sql, user.userId);
  });

/**
 * Whether or not somebody has the address, the same is counted, hashed, written and answered, and the
 * account shows it as pending: only the mail differs.
 */
export const changeEmail: UseCase<Endpoints['changeEmail']> = async (
  services,
  caller,
  { body: { email } },
) => {
  const { userId } = caller;
  const emailKey = emailKeyOf(email);
  await refuseOwn(services, userId, email);
  await refuseTooMany(services, { limit: LIMITS.mailFromAddress, subject: caller.address });
  await waitForMailTurn(services, emailKey, userId);
  await refuseTooMany(services, { limit: LIMITS.changeOfAccount, subject: userId });
  await refuseTooMany(services, { limit: LIMITS.changeToMailbox, subject: emailKey });

  const { code, stored } = await makeCode(services, emailKey);
  const { publicUrl } = services;
  await transaction(services.database, async (sql) => {
    const user = await locked(sql, userId);
    const holder = await findUserByEmailKey(sql, emailKey);
    const isTaken = holder?.verified === true && holder.userId !== userId;
    const letter = isTaken
      ? addressInUseLetter(holder.email, publicUrl)
      : changeCodeLetter(email, code, CODE_MINUTES);
    await saveCode(sql, { ...changeOf(userId), email, ...stored });
    await postMail(services, sql, letter, isTaken ? null : stored.expiresAt);
    if (emailKey !== user.emailKey) {
      await postMail(services, sql, changeAskedLetter(user.email, email, publicUrl));
    }
    await recordEvent(sql, services.now(), caller, 'email-change-asked');
  });
  return { status: 'accepted' };
};

async function refuseOwn(services: Services, userId: string, email: string): Promise<void> {
  const user = await findUser(services.database.sql, userId);
  if (user?.email !== email) return;
  throw new AppError('bad-request', 'This is the address of your account already.', {
    errors: [{ pointer: '/body/email', message: 'the address as it is' }],
  });
}

export const confirmEmail: UseCase<Endpoints['confirmEmail']> = async (
  services,
  caller,
  { body },
) => {
  const { userId } = caller;
  await refuseTooMany(services, { limit: LIMITS.codeFromAddress, subject: caller.address });
  const now = services.now();
  const email = await findPendingEmail(services.database.sql, userId, now);
  if (email === null) throw wrongCode();
  const wanted = { email, emailKey: emailKeyOf(email) };
  const codeHash = await hashCode(body.code, wanted.emailKey);
  // A wrong try is committed too: it must count.
  const done = await transaction(services.database, async (sql) => {
    const user = await locked(sql, userId);
    if (!(await isRightCode(sql, changeOf(userId), codeHash, now))) return 'wrong';
    // What was mailed to the address before is good for nothing any more.
    await deleteCodes(sql, userId, 'change', 'reset');
    if (!(await moveTo(sql, user, wanted))) return 'taken';
    await recordEvent(sql, now, caller, 'email-changed');
    if (wanted.emailKey !== user.emailKey) {
      await postMail(services, sql, changedLetter(user.email, email, services.publicUrl));
    }
    return accountOf(services, sql, userId);
  });
  if (done === 'wrong') throw wrongCode();
  if (done === 'taken') throw addressTaken(email);
  return done;
};

/** Who holds the mailbox decides: somebody who signed up with the address and never verified it goes. */
async function moveTo(
  sql: Sql,
  { userId, emailKey }: User,
  wanted: Pick<User, 'email' | 'emailKey'>,
): Promise<boolean> {
  if (wanted.emailKey !== emailKey) await deleteUnverifiedUser(sql, wanted.emailKey);
  return setEmail(sql, userId, wanted);
}

function addressTaken(email: string): AppError {
  return new AppError(
    'address-taken',
    `Another account has ${email} by now. Change or delete that account first, or choose another address.`,
  );
}

/** Of a caller whose account may be gone by now. */
async function locked(sql: Sql, userId: string): Promise<User> {
  const user = await lockUser(sql, userId);
  if (user === null) throw signInFirst();
  return user;
}
