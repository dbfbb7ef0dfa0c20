import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { StatementDraft } from '../../../contract/statements.ts';
import { accountKey } from '../../billing/stated.ts';
import { findProperty } from '../../db/properties.ts';
import { transaction } from '../../db/transaction.ts';
import { noSuchProperty } from '../authenticate.ts';
import type { UseCase } from '../context.ts';
import { dayTextOrNull } from '../figures.ts';
import { computeDrafts, digestOfAll, type Drafted } from './compute.ts';
import type { Names } from './names.ts';

/** The bills of a period as they would be issued now, and why others would not. */
export const listDrafts: UseCase<(typeof ENDPOINTS)['listDrafts']> = async (
  { database, now },
  { propertyId },
  { query },
) =>
  transaction(
    database,
    async (sql) => {
      const property = await findProperty(sql, propertyId);
      if (property === null) throw noSuchProperty();
      const issueDate = query.issueDate ?? now().toISOString().slice(0, 10);
      const asked = { ...query, issueDate };
      const { period, cutOff, dueDate, drafts, names } = await computeDrafts(sql, property, asked);
      return {
        revision: property.revision,
        periodStart: dayTextOrNull(period.start),
        ...{ periodEnd: query.periodEnd, issueDate, dueDate, cutOff },
        digest: digestOfAll(drafts),
        drafts: drafts.map((one) => wire(one, names)),
      };
    },
    'isolation level repeatable read read only',
  );

function wire({ draft, digest, document }: Drafted, names: Names): StatementDraft {
  const { unitId, tenancyId, reason, number, missing } = draft;
  const tenancy = names.tenancies.get(tenancyId ?? '');
  return {
    key: accountKey(unitId, tenancyId),
    unit: document?.unit ?? names.units.get(unitId) ?? '',
    tenant: document?.tenant ?? tenancy?.tenant ?? null,
    email: tenancy?.email ?? null,
    ...{ reason, number },
    missing: missing.map((id) => names.subMeters.get(id)?.label ?? ''),
    ...{ digest, document },
  };
}
