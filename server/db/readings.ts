import type { Sql } from './client.ts';
import { column, rowsOfColumns, sparse } from './columns.ts';
import type { readings } from './schema.ts';

export type ReadingRow = Readonly<Omit<typeof readings.$inferSelect, 'propertyId'>>;

/** Columns that are mostly empty come as null where they are so throughout: half the time. */
export async function loadReadings(sql: Sql, propertyId: string): Promise<ReadingRow[]> {
  const [row] = await sql`
    select json_build_object(
      'subMeterId', json_agg(sub_meter_id),
      'date', json_agg(date),
      'role', json_agg(role),
      'estimated', json_agg(estimated),
      'kwh', json_agg(trim_scale(kwh)::text),
      'usageKwh', case when count(usage_kwh) > 0 then json_agg(trim_scale(usage_kwh)::text) end,
      'previousDate', case when count(previous_date) > 0 then json_agg(previous_date) end,
      'previousKwh',
        case when count(previous_kwh) > 0 then json_agg(trim_scale(previous_kwh)::text) end,
      'period', case when count(period) > 0 then json_agg(period) end,
      'note', case when count(note) > 0 then json_agg(note) end,
      'answer', case when count(answer) > 0 then json_agg(answer) end
    )::text as columns
    from readings where property_id = ${propertyId}`;
  return rowsOfColumns(row?.['columns']);
}

/**
 * Each for a sub-meter of the property: one that is not there leaves its reading without a property,
 * which the table refuses. (A foreign key would look every single row up: four times the time.)
 */
export async function insertReadings(sql: Sql, propertyId: string, rows: readonly ReadingRow[]) {
  await sql`
    insert into readings
      (property_id, sub_meter_id, date, role, estimated, kwh, usage_kwh, previous_date,
        previous_kwh, period, note, answer)
    select sub_meters.property_id, given.* from unnest(
      ${column(rows.map((row) => row.subMeterId))}::text::integer[],
      ${column(rows.map((row) => row.date))}::text::date[],
      ${column(rows.map((row) => row.role))}::text::text[],
      ${column(rows.map((row) => row.estimated))}::text::boolean[],
      ${sparse(rows.map((row) => row.kwh))}::text::numeric[],
      ${sparse(rows.map((row) => row.usageKwh))}::text::numeric[],
      ${sparse(rows.map((row) => row.previousDate))}::text::date[],
      ${sparse(rows.map((row) => row.previousKwh))}::text::numeric[],
      ${sparse(rows.map((row) => row.period))}::text::text[],
      ${sparse(rows.map((row) => row.note))}::text::text[],
      ${sparse(rows.map((row) => row.answer))}::text::text[]
    ) as given (sub_meter_id, date, role, estimated, kwh, usage_kwh, previous_date, previous_kwh,
        period, note, answer)
    left join sub_meters on sub_meters.property_id = ${propertyId}
      and sub_meters.sub_meter_id = given.sub_meter_id`;
}

export async function deleteReadings(sql: Sql, propertyId: string, rows: readonly ReadingRow[]) {
  await sql`
    delete from readings using unnest(
      ${column(rows.map((row) => row.subMeterId))}::text::integer[],
      ${column(rows.map((row) => row.date))}::text::date[],
      ${column(rows.map((row) => row.role))}::text::text[]
    ) as given (sub_meter_id, date, role)
    where readings.property_id = ${propertyId} and readings.sub_meter_id = given.sub_meter_id
      and readings.date = given.date and readings.role = given.role`;
}
