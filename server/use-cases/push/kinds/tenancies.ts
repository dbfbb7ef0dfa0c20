import type { Ledger } from '../../ledger.ts';
import { matchKey } from '../labels.ts';
import { fieldNames, Identities, sameIn, type KindRules } from '../rules.ts';

export function tenancyIdentity(unitId: number, tenantKey: string, movedIn: string | null): string {
  return `${unitId}|${movedIn ?? ''}|${tenantKey}`;
}

export function tenancyRules(ledger: Ledger, newId: () => number): KindRules {
  const rows = new Identities(
    ledger.tenancies,
    (row) => row.tenancyId,
    (row) => tenancyIdentity(row.unitId, row.tenantKey, row.movedIn),
  );
  const labelOf = (unitId: number) => ledger.units.get(String(unitId))?.label ?? '';
  return {
    fields: fieldNames('tenancies'),
    identifying: [0, 1, 3],
    same: sameIn('tenancies'),
    placeOf: (identity) => {
      const row = rows.get(identity);
      return row === undefined ? null : { unitId: row.unitId, subMeterId: null };
    },
    identities: () => rows.identities(),
    valuesOf: (identity) => {
      const row = rows.get(identity);
      if (row === undefined) return null;
      const { unitId, tenant, email, movedIn, movedOut, note } = row;
      return [labelOf(unitId), tenant, email, movedIn, movedOut, note];
    },
    faultsOf: ([, , , movedIn = null, movedOut = null]) =>
      movedIn !== null && movedOut !== null && movedOut < movedIn
        ? [
            {
              field: 'movedOut',
              code: 'ends-before-start',
              message: `Moved out on ${movedOut}, before moving in on ${movedIn}. Correct one of them.`,
            },
          ]
        : [],
    save: (from, identity, [, tenant = null, email = null, movedIn = null, ...rest], place) => {
      const [movedOut = null, note = null] = rest;
      const known = rows.get(from ?? identity);
      return rows.put(from, {
        tenancyId: known?.tenancyId ?? newId(),
        unitId: place.unitId ?? known?.unitId ?? 0,
        tenant: tenant ?? '',
        tenantKey: matchKey(tenant ?? ''),
        ...{ email, movedIn, movedOut, note },
      });
    },
    remove: (identity) => rows.remove(identity),
    describe: (identity) => {
      const row = rows.get(identity);
      if (row === undefined) return 'the tenancy';
      const since = row.movedIn === null ? '' : ` from ${row.movedIn}`;
      return `the tenancy of ${row.tenant} in ${labelOf(row.unitId)}${since}`;
    },
  };
}
