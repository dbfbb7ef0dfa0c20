import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenDone } from './when-done.ts';

/** A folder for the calling file's workbooks, gone afterwards. */
export async function workbookFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-workbooks-'));
  whenDone(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
