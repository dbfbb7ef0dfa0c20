/** Codes of an authenticator (RFC 6238), as all authenticators know them: six digits, 30 seconds. */
import { generateSecret, generateURI, verifySync } from 'otplib';

const ISSUER = 'PowerTrackr';
const STEP_SECONDS = 30;
/** Clocks may differ by a step either way. */
const TOLERANCE_STEPS = 1;

/** 160 random bits in base32. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What the QR code says. */
export function totpUri(secret: string, email: string): string {
  return generateURI({ issuer: ISSUER, label: email, secret });
}

/** What a sealed secret is bound to: nobody else's row opens it. */
export function totpPurpose(userId: string): string {
  return `totp ${userId}`;
}

/**
 * The step of time that the code is of.
 * @param lastStep of the code that was last taken: none of that step or before it counts any more
 * @returns null where it is no code of now
 */
export function stepOfCode(
  secret: string,
  code: string,
  lastStep: number | null,
  now: Date,
): number | null {
  const epoch = Math.floor(now.getTime() / 1_000);
  const newest = Math.floor(epoch / STEP_SECONDS) + TOLERANCE_STEPS;
  // Where the clock was set back: the library would take it for a fault of ours.
  if (lastStep !== null && lastStep >= newest) return null;
  const verified = verifySync({
    ...{ secret, token: code, epoch, period: STEP_SECONDS },
    epochTolerance: TOLERANCE_STEPS * STEP_SECONDS,
    ...(lastStep === null ? {} : { afterTimeStep: lastStep }),
  });
  return verified.valid && 'timeStep' in verified ? verified.timeStep : null;
}
