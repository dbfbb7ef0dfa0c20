/** Recovery codes: each opens an account once where the authenticator is lost. */
import { createHash, randomInt } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { ARGON2 } from './password.ts';

const COUNT = 10;
const GROUP = 5;

/** Of each pair that looks alike, one: 29¹⁰ codes are 48 bits and a half. */
const ALPHABET = '0123456789ACDEFGHJKMNPQRTVWXY';
/** And the other, which is read as the one. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...{ O: '0', I: '1', L: '1', Z: '2', S: '5', B: '8', U: 'V' },
};

/** Ten like `3F7K2-9QWMX`. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < COUNT) codes.add(`${group()}-${group()}`);
  return [...codes];
}

function group(): string {
  return Array.from({ length: GROUP }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Case, spaces, dashes and look-alikes are as one likes. */
function normalised(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[OILZSBU]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
}

/**
 * The code as stored: slow, so that a copy of the database gives none away, and salted by the user,
 * so that one DELETE finds and spends it.
 */
export async function hashRecoveryCode(typed: string, userId: string): Promise<string> {
  const salt = createHash('sha256').update(`recovery-code\n${userId}`).digest();
  return (await hashRaw(normalised(typed), { ...ARGON2, salt })).toString('base64url');
}
