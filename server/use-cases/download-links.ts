import { DOWNLOAD_MINUTES } from '../../contract/downloads.ts';
import { newToken } from '../auth/token.ts';
import type { Sql } from '../db/client.ts';
import { insertDownload } from '../db/downloads.ts';
import type { Download } from '../db/downloads.ts';
import type { Services } from './context.ts';

const MINUTE_MS = 60_000;

/** A link to a file, to be given to nobody but the user. */
export async function linkTo(services: Services, sql: Sql, download: Download) {
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(services.now().getTime() + DOWNLOAD_MINUTES * MINUTE_MS);
  await insertDownload(sql, tokenHash, download, expiresAt);
  return {
    url: `${services.publicUrl}/api/downloads/${token}`,
    expiresAt: expiresAt.toISOString(),
  };
}
