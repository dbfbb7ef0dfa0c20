/** Passwords: what is accepted, and how they are kept. */
import { hash, verify } from '@node-rs/argon2';
import {
  PASSWORD_CHARACTERS,
  PASSWORD_STRENGTH,
  leftWithoutOwnWords,
  ownWords,
} from '../../contract/password-rules.ts';
import { guessesOf } from './strength.ts';

/** argon2id (the library's default) with OWASP's parameters: 19 MiB, two passes, one lane. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** The same password typed on another keyboard may come as other code points: NFC makes them one. */
function normalised(password: string): string {
  return password.normalize('NFC');
}

/** Whose password it is to be; it may not be made of these. */
interface Owner {
  readonly email: string;
  readonly name: string;
}

/** Of whom nothing is known yet. */
export const NOBODY: Owner = { email: '', name: '' };

/**
 * Why the password is refused, as a sentence with the remedy; null where it is accepted. After NIST
 * SP 800-63B-4: length, and what others would try first; no rules about kinds of characters.
 */
export function passwordProblem(password: string, owner: Owner): string | null {
  const text = normalised(password);
  const characters = charactersIn(text);
  const { least, most } = PASSWORD_CHARACTERS;
  if (characters < least) {
    return `The password needs at least ${least} characters; this one has ${characters}.`;
  }
  if (characters > most) {
    return `The password may have at most ${most} characters; this one has ${characters}.`;
  }
  if (leftWithoutOwnWords(text, owner) < least) {
    return 'The password is made of your own name or address, or of our name, which others guess first. Choose other words.';
  }
  if (guessesOf(text.normalize('NFKC'), ownWords(owner)) < PASSWORD_STRENGTH.leastGuesses) {
    return 'This password is among those that others guess first. Put three or four words together that have nothing to do with one another, or make it longer.';
  }
  return null;
}

function charactersIn(text: string): number {
  return Array.from(text).length;
}

export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), ARGON2);
}

/**
 * Whether the password is the one that was hashed. Without a hash (nobody has that address) the
 * same work is done and the answer is no, so that time tells nothing.
 */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  const right = await verify(passwordHash ?? (await nobodysHash()), normalised(password));
  return right && passwordHash !== null;
}

/** Whether it was hashed with other parameters than those of today. */
export function isOutdated(passwordHash: string): boolean {
  const { memoryCost, timeCost, parallelism } = ARGON2;
  return !passwordHash.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}

let nobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobody ??= hashPassword('nobody has this password');
  return nobody;
}
