/** Six-digit codes that prove an e-mail address. */
import { createHash, randomInt } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { ARGON2 } from './password.ts';

export const CODE_MINUTES = 15;
export const CODE_TRIES = 5;

export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/**
 * The code as stored. A million codes are soon tried against a fast hash, so this one is slow; its
 * salt is the address, so that one UPDATE can compare it.
 */
export async function hashCode(code: string, emailKey: string): Promise<string> {
  const salt = createHash('sha256').update(`email-code\n${emailKey}`).digest();
  return (await hashRaw(code, { ...ARGON2, salt })).toString('base64url');
}
