import type { Sql } from './client.ts';
import { column, rowsOfColumns, sparse } from './columns.ts';
import type { bills } from './schema.ts';

export type BillRow = Readonly<Omit<typeof bills.$inferSelect, 'propertyId'>>;

export async function loadBills(sql: Sql, propertyId: string): Promise<BillRow[]> {
  const [row] = await sql`
    select json_build_object(
      'periodEnd', json_agg(period_end),
      'number', json_agg(number),
      'numberKey', json_agg(number_key),
      'periodStart', json_agg(period_start),
      'totalKwh', json_agg(trim_scale(total_kwh)::text),
      'amount', json_agg(trim_scale(amount)::text),
      'notPassedOn', json_agg(trim_scale(not_passed_on)::text),
      'dueDate', json_agg(due_date),
      'note', json_agg(note)
    )::text as columns
    from bills where property_id = ${propertyId}`;
  return rowsOfColumns(row?.['columns']);
}

export async function insertBills(sql: Sql, propertyId: string, rows: readonly BillRow[]) {
  await sql`
    insert into bills
      (property_id, period_end, number, number_key, period_start, total_kwh, amount,
        not_passed_on, due_date, note)
    select ${propertyId}::uuid, * from unnest(
      ${column(rows.map((row) => row.periodEnd))}::text::date[],
      ${column(rows.map((row) => row.number))}::text::text[],
      ${column(rows.map((row) => row.numberKey))}::text::text[],
      ${sparse(rows.map((row) => row.periodStart))}::text::date[],
      ${column(rows.map((row) => row.totalKwh))}::text::numeric[],
      ${column(rows.map((row) => row.amount))}::text::numeric[],
      ${sparse(rows.map((row) => row.notPassedOn))}::text::numeric[],
      ${sparse(rows.map((row) => row.dueDate))}::text::date[],
      ${sparse(rows.map((row) => row.note))}::text::text[]
    )`;
}

export async function deleteBills(sql: Sql, propertyId: string, rows: readonly BillRow[]) {
  await sql`
    delete from bills using unnest(
      ${column(rows.map((row) => row.periodEnd))}::text::date[],
      ${column(rows.map((row) => row.numberKey))}::text::text[]
    ) as given (period_end, number_key)
    where bills.property_id = ${propertyId}
      and bills.period_end = given.period_end and bills.number_key = given.number_key`;
}
