import type { Sql } from './client.ts';
import { column, rowsOfColumns, sparse } from './columns.ts';
import type { tenancies } from './schema.ts';

export type TenancyRow = Readonly<Omit<typeof tenancies.$inferSelect, 'propertyId'>>;

export async function loadTenancies(sql: Sql, propertyId: string): Promise<TenancyRow[]> {
  const [row] = await sql`
    select json_build_object(
      'tenancyId', json_agg(tenancy_id),
      'unitId', json_agg(unit_id),
      'tenant', json_agg(tenant),
      'tenantKey', json_agg(tenant_key),
      'email', json_agg(email),
      'movedIn', json_agg(moved_in),
      'movedOut', json_agg(moved_out),
      'note', json_agg(note)
    )::text as columns
    from tenancies where property_id = ${propertyId}`;
  return rowsOfColumns(row?.['columns']);
}

export async function insertTenancies(sql: Sql, propertyId: string, rows: readonly TenancyRow[]) {
  await sql`
    insert into tenancies
      (property_id, tenancy_id, unit_id, tenant, tenant_key, email, moved_in, moved_out, note)
    select ${propertyId}::uuid, * from unnest(
      ${column(rows.map((row) => row.tenancyId))}::text::integer[],
      ${column(rows.map((row) => row.unitId))}::text::integer[],
      ${column(rows.map((row) => row.tenant))}::text::text[],
      ${column(rows.map((row) => row.tenantKey))}::text::text[],
      ${sparse(rows.map((row) => row.email))}::text::text[],
      ${sparse(rows.map((row) => row.movedIn))}::text::date[],
      ${sparse(rows.map((row) => row.movedOut))}::text::date[],
      ${sparse(rows.map((row) => row.note))}::text::text[]
    )`;
}

export async function deleteTenancies(sql: Sql, propertyId: string, rows: readonly TenancyRow[]) {
  await sql`
    delete from tenancies
    where property_id = ${propertyId}
      and tenancy_id = any (${column(rows.map((row) => row.tenancyId))}::text::integer[])`;
}
