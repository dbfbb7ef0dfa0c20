import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../auth/recovery-code.ts';
import { newTotpSecret, stepOfCode, totpPurpose, totpUri } from '../auth/totp.ts';
import {
  findSecondFactor,
  replaceRecoveryCodes,
  savePending,
  switchOff,
  switchOn,
} from '../db/second-factor.ts';
import { transaction } from '../db/transaction.ts';
import { findUser } from '../db/users.ts';
import {
  recoveryCodesRenewedLetter,
  secondFactorOffLetter,
  secondFactorOnLetter,
} from '../mail/letters.ts';
import { AppError } from './app-error.ts';
import { signInFirst } from './authenticate.ts';
import type { UseCase } from './context.ts';
import { renewAndEndOthers } from './open-session.ts';
import { TOTP_LIMITS, openTotpSecret, tellOwner, wrongCode } from './second-factor-code.ts';
import { recordEvent } from './security-log.ts';
import { guess } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

export const startSecondFactor: UseCase<Endpoints['startSecondFactor']> = async (
  services,
  { userId },
) => {
  const { sql } = services.database;
  const user = await findUser(sql, userId);
  if (user === null) throw signInFirst();
  const secret = newTotpSecret();
  const sealed = services.secrets.seal(secret, totpPurpose(userId));
  if (!(await savePending(sql, userId, sealed))) throw isOn();
  return { secret, uri: totpUri(secret, user.email) };
};

export const confirmSecondFactor: UseCase<Endpoints['confirmSecondFactor']> = async (
  services,
  caller,
  { body },
) => {
  const { userId } = caller;
  const factor = await findSecondFactor(services.database.sql, userId);
  if (factor === null) throw signInFirst();
  if (factor.secret !== null) throw isOn();
  if (factor.pending === null) {
    throw new AppError('second-factor-off', 'Start anew: there is no secret to confirm.');
  }
  const sealed = factor.pending;
  const secret = openTotpSecret(services, userId, sealed);
  const confirmed = await guess(services, caller, TOTP_LIMITS, async () => {
    const step = stepOfCode(secret, body.code, null, services.now());
    if (step === null) return null;
    const { recoveryCodes, hashes } = await makeRecoveryCodes(userId);
    return transaction(services.database, async (sql) => {
      if (!(await switchOn(sql, userId, { sealed, step }))) return null;
      await replaceRecoveryCodes(sql, userId, hashes);
      await recordEvent(sql, services.now(), caller, 'second-factor-on');
      await tellOwner(services, sql, userId, secondFactorOnLetter);
      return { ...(await renewAndEndOthers(sql, services.now(), caller)), recoveryCodes };
    });
  });
  if (confirmed === null) throw wrongCode(true);
  return confirmed;
};

export const renewRecoveryCodes: UseCase<Endpoints['renewRecoveryCodes']> = async (
  services,
  caller,
) => {
  const { userId } = caller;
  if (!caller.hasSecondFactor) throw isOff();
  const { recoveryCodes, hashes } = await makeRecoveryCodes(userId);
  await transaction(services.database, async (sql) => {
    if (!(await replaceRecoveryCodes(sql, userId, hashes))) throw isOff();
    await recordEvent(sql, services.now(), caller, 'recovery-codes-renewed');
    await tellOwner(services, sql, userId, recoveryCodesRenewedLetter);
  });
  return { recoveryCodes };
};

export const removeSecondFactor: UseCase<Endpoints['removeSecondFactor']> = (services, caller) =>
  transaction(services.database, async (sql) => {
    if (!(await switchOff(sql, caller.userId))) throw isOff();
    await recordEvent(sql, services.now(), caller, 'second-factor-off');
    await tellOwner(services, sql, caller.userId, secondFactorOffLetter);
    return renewAndEndOthers(sql, services.now(), caller);
  });

/** Ten, and how they are stored. */
async function makeRecoveryCodes(userId: string) {
  const recoveryCodes = newRecoveryCodes();
  const hashes = await Promise.all(recoveryCodes.map((code) => hashRecoveryCode(code, userId)));
  return { recoveryCodes, hashes };
}

function isOn(): AppError {
  return new AppError('second-factor-on', 'A second factor is on already. Switch it off first.');
}

function isOff(): AppError {
  return new AppError('second-factor-off', 'There is no second factor: switch one on first.');
}
