/** Codes that somebody reads and types, or says over the telephone; long enough to be guessed by nobody. */
import { randomBytes } from 'node:crypto';

/** 32 characters, five bits each, without those that are taken for another (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** @returns so many characters in groups: `K7QM-2XWD` is `newWrittenCode(8, 4)` */
export function newWrittenCode(length: number, groupLength: number): string {
  const characters = Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]);
  return characters.map((one, i) => (i > 0 && i % groupLength === 0 ? `-${one}` : one)).join('');
}

/** What is to be hashed and compared, whatever case, spaces, dashes and look-alikes were typed. */
export function bareCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}
