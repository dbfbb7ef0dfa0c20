/** Files by a link that works once: made when the link is opened, so that none lies about. */
import { DOWNLOAD_MINUTES } from '../../contract/downloads.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { LIMITS } from '../auth/limits.ts';
import { hashToken } from '../auth/token.ts';
import { takeDownload } from '../db/downloads.ts';
import type { Download } from '../db/downloads.ts';
import { transaction } from '../db/transaction.ts';
import { AppError } from './app-error.ts';
import type { Services, UseCase } from './context.ts';
import { linkTo } from './download-links.ts';
import { accountFile } from './export/account-file.ts';
import { recordEvent } from './security-log.ts';
import { statementsFile } from './statements/download.ts';
import { refuseTooMany } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

export const exportAccount: UseCase<Endpoints['exportAccount']> = async (services, caller) => {
  const { userId } = caller;
  await refuseTooMany(services, { limit: LIMITS.exportOfAccount, subject: userId });
  return transaction(services.database, async (sql) => {
    await recordEvent(sql, services.now(), caller, 'exported');
    return linkTo(services, sql, { userId, subject: { kind: 'account' } });
  });
};

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
  return fileOf(services, taken);
};

/** Each kind of file, for whom the link was. */
async function fileOf(services: Services, { userId, subject }: Download): Promise<File> {
  if (subject.kind === 'account') return accountFile(services, userId);
  return statementsFile(services, userId, subject);
}
