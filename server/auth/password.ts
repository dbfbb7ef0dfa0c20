/** Passwords: what is accepted, and how they are kept. */
import { hash, verify } from '@node-rs/argon2';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** argon2id (the library's default) with OWASP's parameters: 19 MiB, two passes, one lane. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 128;

/** The same password typed on another keyboard may come as other code points: NFC makes them one. */
function normalised(password: string): string {
  return password.normalize('NFC');
}

/** Whose password it is to be; it may not be made of these. */
interface Owner {
  readonly email: string;
  readonly name: string;
}

/** Why the password is refused, as a sentence with the remedy; null where it is accepted. */
export function passwordProblem(password: string, owner: Owner): string | null {
  const text = normalised(password);
  const characters = Array.from(text).length;
  if (characters < MIN_CHARACTERS) {
    return `The password needs at least ${MIN_CHARACTERS} characters; this one has ${characters}.`;
  }
  if (characters > MAX_CHARACTERS) {
    return `The password may have at most ${MAX_CHARACTERS} characters; this one has ${characters}.`;
  }
  const plain = comparable(text);
  const own = [owner.email, owner.email.split('@')[0] ?? '', owner.name];
  if (own.some((word) => comparable(word) === plain)) {
    return 'The password is your own name or address, which others guess first. Choose another.';
  }
  if (COMMON_PASSWORDS.has(plain)) {
    return 'This password is among the commonest, which others guess first. Choose another.';
  }
  return null;
}

function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
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

let nobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobody ??= hashPassword('nobody has this password');
  return nobody;
}
