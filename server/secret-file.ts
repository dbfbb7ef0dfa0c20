import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where a secret of the installation is kept. */
export const secretPath = (dataDir: string, name: string): string => join(dataDir, 'secrets', name);

/** A secret of the installation in its data folder: 32 bytes in base64, made once, whole or not at all. */
export async function secretFile(dataDir: string, name: string): Promise<string> {
  const file = secretPath(dataDir, name);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (known !== undefined) return known.trim();
  const draft = `${file}.part`;
  await rm(draft, { force: true });
  await writeFile(draft, randomBytes(32).toString('base64'), { mode: 0o600, flush: true });
  await rename(draft, file);
  return (await readFile(file, 'utf8')).trim();
}
