/**
 * Encryption of what the database must be able to tell again, but to nobody who only has the database:
 * authenticator secrets, mails on their way. AES-256-GCM; what a text is for is bound to it, so that
 * it opens nowhere else.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface SecretBox {
  /** @param purpose what it is for and whose: opens only with the same */
  readonly seal: (text: string, purpose: string) => string;
  /** @throws where it was sealed with neither key, for another purpose, or was changed */
  readonly open: (sealed: string, purpose: string) => string;
  /** Begins every text that the current key sealed; the others are to be sealed anew. */
  readonly currentPrefix: string;
}

/** @param key 32 bytes in base64; `previous` opens what was sealed before the key changed */
export function createSecretBox(key: string, previous: string | null): SecretBox {
  const current = keyOf(key);
  const known = [current, ...(previous === null ? [] : [keyOf(previous)])];
  return {
    currentPrefix: current.prefix,
    seal: (text, purpose) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, current.bytes, nonce).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()]);
      return current.prefix + Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open: (sealed, purpose) => {
      const sealer = known.find(({ prefix }) => sealed.startsWith(prefix));
      if (sealer === undefined) throw new Error('sealed with a key that is not at hand');
      const bytes = Buffer.from(sealed.slice(sealer.prefix.length), 'base64url');
      const decipher = createDecipheriv(CIPHER, sealer.bytes, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
  };
}

/** The prefix tells which key sealed a text, and of the key nothing. */
function keyOf(base64: string) {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) throw new Error('a key has 32 bytes');
  const name = createHash('sha256').update('powertrackr key').update(bytes).digest('base64url');
  return { bytes, prefix: `1.${name.slice(0, 8)}.` };
}
