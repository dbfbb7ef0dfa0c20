import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret of the installation in its data folder: 32 bytes in base64, made once, whole or not at all. */
export async function secretFile(dataDir: string, name: string): Promise<string> {
  const folder = join(dataDir, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
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
