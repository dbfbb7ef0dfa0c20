import type { Sql } from './client.ts';
import { column, rowsOfColumns, sparse } from './columns.ts';
import type { adjustments } from './schema.ts';

export type AdjustmentRow = Readonly<Omit<typeof adjustments.$inferSelect, 'propertyId'>>;

export async function loadAdjustments(sql: Sql, propertyId: string): Promise<AdjustmentRow[]> {
  const [row] = await sql`
    select json_build_object(
      'adjustmentId', json_agg(adjustment_id),
      'key', json_agg(key),
      'unitId', json_agg(unit_id),
      'date', json_agg(date),
      'amount', json_agg(trim_scale(amount)::text),
      'reason', json_agg(reason),
      'tenant', json_agg(tenant),
      'reference', json_agg(reference)
    )::text as columns
    from adjustments where property_id = ${propertyId}`;
  return rowsOfColumns(row?.['columns']);
}

export async function insertAdjustments(
  sql: Sql,
  propertyId: string,
  rows: readonly AdjustmentRow[],
) {
  await sql`
    insert into adjustments
      (property_id, adjustment_id, key, unit_id, date, amount, reason, tenant, reference)
    select ${propertyId}::uuid, * from unnest(
      ${column(rows.map((row) => row.adjustmentId))}::text::integer[],
      ${column(rows.map((row) => row.key))}::text::text[],
      ${column(rows.map((row) => row.unitId))}::text::integer[],
      ${column(rows.map((row) => row.date))}::text::date[],
      ${column(rows.map((row) => row.amount))}::text::numeric[],
      ${column(rows.map((row) => row.reason))}::text::text[],
      ${sparse(rows.map((row) => row.tenant))}::text::text[],
      ${sparse(rows.map((row) => row.reference))}::text::text[]
    )`;
}

export async function deleteAdjustments(
  sql: Sql,
  propertyId: string,
  rows: readonly AdjustmentRow[],
) {
  await sql`
    delete from adjustments
    where property_id = ${propertyId}
      and adjustment_id = any (${column(rows.map((row) => row.adjustmentId))}::text::integer[])`;
}
