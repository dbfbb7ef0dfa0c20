import type { Sql } from './client.ts';
import { column, rowsOfColumns, sparse } from './columns.ts';
import type { payments } from './schema.ts';

export type PaymentRow = Readonly<Omit<typeof payments.$inferSelect, 'propertyId'>>;

export async function loadPayments(sql: Sql, propertyId: string): Promise<PaymentRow[]> {
  const [row] = await sql`
    select json_build_object(
      'paymentId', json_agg(payment_id),
      'key', json_agg(key),
      'date', json_agg(date),
      'amount', json_agg(trim_scale(amount)::text),
      'unitId', json_agg(unit_id),
      'tenant', json_agg(tenant),
      'reference', json_agg(reference),
      'period', json_agg(period),
      'note', json_agg(note)
    )::text as columns
    from payments where property_id = ${propertyId}`;
  return rowsOfColumns(row?.['columns']);
}

export async function insertPayments(sql: Sql, propertyId: string, rows: readonly PaymentRow[]) {
  await sql`
    insert into payments
      (property_id, payment_id, key, date, amount, unit_id, tenant, reference, period, note)
    select ${propertyId}::uuid, * from unnest(
      ${column(rows.map((row) => row.paymentId))}::text::integer[],
      ${column(rows.map((row) => row.key))}::text::text[],
      ${column(rows.map((row) => row.date))}::text::date[],
      ${column(rows.map((row) => row.amount))}::text::numeric[],
      ${sparse(rows.map((row) => row.unitId))}::text::integer[],
      ${sparse(rows.map((row) => row.tenant))}::text::text[],
      ${sparse(rows.map((row) => row.reference))}::text::text[],
      ${sparse(rows.map((row) => row.period))}::text::text[],
      ${sparse(rows.map((row) => row.note))}::text::text[]
    )`;
}

export async function deletePayments(sql: Sql, propertyId: string, rows: readonly PaymentRow[]) {
  await sql`
    delete from payments
    where property_id = ${propertyId}
      and payment_id = any (${column(rows.map((row) => row.paymentId))}::text::integer[])`;
}
