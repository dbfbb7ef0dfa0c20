/** Who moved the money of a payment: a unit, a tenant wherever they live, or the owner to the utility. */
import type { TenancyRow } from '../../db/tenancies.ts';
import { isNear, matchKey, rememberedKey } from './labels.ts';
import { positionOf } from './rules.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

const TENANT = positionOf('payments', 'tenant');
const TO_UTILITY = positionOf('payments', 'toUtility');
const DATE = positionOf('payments', 'date');

export function placePayers(run: Run, group: Group): void {
  const tenancies = run.ledger.tenancies.values();
  const byTenant = new Map<string, TenancyRow[]>();
  for (const tenancy of tenancies) {
    const known = byTenant.get(tenancy.tenantKey);
    if (known === undefined) byTenant.set(tenancy.tenantKey, [tenancy]);
    else known.push(tenancy);
  }
  for (const row of group.rows) {
    const toUtility = row.cells[TO_UTILITY] === 'true';
    if (row.unitLabel !== null && toUtility) {
      const message = 'The row names a unit and says that the utility was paid. Keep one of them.';
      row.table.report.problem(row, 'toUtility', 'payer-needed', message);
    }
    if (row.unitLabel !== null || toUtility || row.waits) continue;
    const tenant = row.cells[TENANT] ?? null;
    if (tenant === null) {
      const message = 'Nothing says who paid. Name the unit or the tenant, or mark the utility.';
      row.table.report.problem(row, 'unit', 'payer-needed', message);
    } else placeTenant(row, tenant, byTenant.get(matchKey(tenant)) ?? [], tenancies);
  }
}

function placeTenant(
  row: SheetRow,
  tenant: string,
  stays: readonly TenancyRow[],
  all: readonly TenancyRow[],
): void {
  const { report } = row.table;
  const date = row.cells[DATE] ?? '';
  const lived = stays.filter(
    ({ movedIn, movedOut }) => (movedIn ?? '') <= date && date <= (movedOut ?? '9999'),
  );
  const units = new Set(stays.map(({ unitId }) => unitId));
  const then = new Set(lived.map(({ unitId }) => unitId));
  const [unitId] = units.size === 1 ? units : then.size === 1 ? then : [];
  if (unitId !== undefined) {
    row.place = { unitId, subMeterId: null };
    return;
  }
  if (units.size === 0) {
    const near = all.find((one) => isNear(one.tenant, tenant));
    const hint = near === undefined ? '' : ` Is “${near.tenant}” meant?`;
    const message = `No tenancy names “${tenant}”.${hint} Correct the name, or name the unit.`;
    report.problem(row, 'tenant', 'unknown-tenant', message);
  } else {
    const message = `“${tenant}” has lived in more than one unit. Name the unit in the row.`;
    report.problem(row, 'tenant', 'ambiguous-tenant', message);
  }
}

/** A row that names a unit and a tenant who is not known there: it went in, by its unit and date. */
export function tellStrangers({ ledger }: Run, { kind, rows }: Group): void {
  const position = positionOf(kind, 'tenant');
  const known = new Map<number, Set<string>>();
  for (const { unitId, tenantKey } of ledger.tenancies.values()) {
    known.set(unitId, (known.get(unitId) ?? new Set()).add(tenantKey));
  }
  for (const row of rows) {
    const tenant = row.cells[position] ?? null;
    const lived = known.get(row.place.unitId ?? 0);
    if (row.waits || tenant === null || lived === undefined) continue;
    if (lived.has(rememberedKey(tenant))) continue;
    const message = `No tenancy of this unit names “${tenant}”: it counts for whoever lived there then.`;
    row.table.report.note(row, 'tenant', 'unknown-tenant', message);
  }
}
