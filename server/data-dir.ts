import { access, chmod, constants, mkdir, realpath } from 'node:fs/promises';
import { OperatorError } from './operator-error.ts';

/**
 * The data folder, made where it is missing: passable for the account of Postgres, listed by nobody
 * else. Modes of a folder that is there stay as they are.
 *
 * @returns its real path
 * @throws OperatorError where it cannot be written
 */
export async function prepareDataDir(dataDir: string): Promise<string> {
  try {
    const made = await mkdir(dataDir, { recursive: true });
    if (made !== undefined) await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    throw new OperatorError(
      `The data folder ${dataDir} cannot be used: ${reason(error)}. ` +
        'Give it to the user that starts the server, or set DATA_DIR to another folder.',
      { cause: error },
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  ENOTDIR: 'part of that path is a file',
  EEXIST: 'that is a file',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
