import { createSecretBox } from './auth/secret-box.ts';
import type { SecretBox } from './auth/secret-box.ts';
import type { Config } from './config.ts';
import { OperatorError } from './operator-error.ts';
import { secretFile } from './secret-file.ts';

/** Beside the embedded database lies a key of its own; servers on one external database share theirs. */
export async function secretsOf(config: Config): Promise<SecretBox> {
  const { encryptionKey, encryptionKeyPrevious, databaseUrl, dataDir } = config;
  if (encryptionKey === null && databaseUrl !== null) {
    throw new OperatorError(
      'With DATABASE_URL the server needs an ENCRYPTION_KEY of your own, the same for every server on that database. ' +
        'Make one with "openssl rand -base64 32", put it into .env, and keep a copy apart from the database.',
    );
  }
  const key = encryptionKey ?? (await secretFile(dataDir, 'encryption-key'));
  return createSecretBox(key, encryptionKeyPrevious);
}
