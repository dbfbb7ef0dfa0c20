import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import { LIMITS } from '../../auth/limits.ts';
import type { DownloadSubject } from '../../db/downloads.ts';
import { findMember } from '../../db/members.ts';
import { findProperty } from '../../db/properties.ts';
import { countStatements } from '../../db/statements.ts';
import { transaction } from '../../db/transaction.ts';
import { noSuchProperty } from '../authenticate.ts';
import type { Services, UseCase } from '../context.ts';
import { linkTo } from '../download-links.ts';
import { refuseTooMany } from '../too-many.ts';
import { noSuchStatement } from './list.ts';
import { statementFile, statementsZip } from './statement-files.ts';

export const downloadStatements: UseCase<(typeof ENDPOINTS)['downloadStatements']> = async (
  services,
  { propertyId, userId },
  { body: { numbers, locale } },
) => {
  await refuseTooMany(services, { limit: LIMITS.downloadOfStatements, subject: userId });
  const wanted = [...new Set(numbers)].toSorted((a, b) => a - b);
  return transaction(services.database, async (sql) => {
    const found = await countStatements(sql, propertyId, wanted);
    if (found < wanted.length) throw noSuchStatement();
    const subject = {
      ...{ kind: 'statements' as const, propertyId, numbers: wanted },
      ...(locale === undefined ? {} : { locale }),
    };
    return linkTo(services, sql, { userId, subject });
  });
};

type Subject = Extract<DownloadSubject, { kind: 'statements' }>;

/** Whoever made the link may have been taken out of the property since. */
export async function statementsFile(
  { database: { sql } }: Services,
  userId: string,
  { propertyId, numbers, locale }: Subject,
): Promise<File> {
  const [property, member] = await Promise.all([
    findProperty(sql, propertyId),
    findMember(sql, propertyId, userId),
  ]);
  if (property === null || member === null) throw noSuchProperty();
  const chosen = { propertyId, numbers, locale };
  return numbers.length === 1
    ? statementFile(sql, chosen)
    : statementsZip(sql, chosen, property.name);
}
