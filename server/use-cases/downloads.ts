/** Files by a link that works once: made when the link is opened, so that none lies about. */
import { DOWNLOAD_MINUTES } from '../../contract/downloads.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { LIMITS } from '../auth/limits.ts';
import { hashToken, newToken } from '../auth/token.ts';
import type { Sql } from '../db/client.ts';
import { insertDownload, takeDownload } from '../db/downloads.ts';
import type { Download, DownloadSubject } from '../db/downloads.ts';
import { transaction } from '../db/transaction.ts';
import { AppError } from './app-error.ts';
import type { Services, UseCase } from './context.ts';
import { accountFile } from './export/account-file.ts';
import { recordEvent } from './security-log.ts';
import { refuseTooMany } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

const MINUTE_MS = 60_000;

/** How each kind of file is made, for whom the link was. */
const MAKERS: {
  readonly [Kind in DownloadSubject['kind']]: (
    services: Services,
    userId: string,
    subject: Extract<DownloadSubject, { kind: Kind }>,
  ) => Promise<File>;
} = { account: accountFile };

export const exportAccount: UseCase<Endpoints['exportAccount']> = async (services, caller) => {
  const { userId } = caller;
  await refuseTooMany(services, { limit: LIMITS.exportOfAccount, subject: userId });
  return transaction(services.database, async (sql) => {
    await recordEvent(sql, services.now(), caller, 'exported');
    return linkTo(services, sql, { userId, subject: { kind: 'account' } });
  });
};

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

/** The link is spent before the file is made: where that fails, another link is asked for. */
export const download: UseCase<Endpoints['download']> = async (services, _caller, { params }) => {
  const { sql } = services.database;
  const taken = await takeDownload(sql, hashToken(params.token), services.now());
  if (taken === null) {
    throw new AppError(
      'not-found',
      `This link was used already, or is older than ${DOWNLOAD_MINUTES} minutes. Make a new one in PowerTrackr.`,
    );
  }
  return MAKERS[taken.subject.kind](services, taken.userId, taken.subject);
};
