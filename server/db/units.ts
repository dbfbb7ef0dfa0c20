/** Units and the sub-meters in them. Others refer to both, so that changed rows are updated in place. */
import type { Sql } from './client.ts';
import { column, rowsOfColumns, sparse } from './columns.ts';
import type { subMeters, units } from './schema.ts';

export type UnitRow = Readonly<Omit<typeof units.$inferSelect, 'propertyId'>>;
export type SubMeterRow = Readonly<Omit<typeof subMeters.$inferSelect, 'propertyId'>>;

export async function loadUnits(sql: Sql, propertyId: string): Promise<UnitRow[]> {
  const [row] = await sql`
    select json_build_object(
      'unitId', json_agg(unit_id),
      'label', json_agg(label),
      'labelKey', json_agg(label_key)
    )::text as columns
    from units where property_id = ${propertyId}`;
  return rowsOfColumns(row?.['columns']);
}

function unitColumns(sql: Sql, rows: readonly UnitRow[]) {
  return sql`unnest(
    ${column(rows.map((row) => row.unitId))}::text::integer[],
    ${column(rows.map((row) => row.label))}::text::text[],
    ${column(rows.map((row) => row.labelKey))}::text::text[]
  ) as given (unit_id, label, label_key)`;
}

export async function insertUnits(sql: Sql, propertyId: string, rows: readonly UnitRow[]) {
  await sql`
    insert into units (property_id, unit_id, label, label_key)
    select ${propertyId}::uuid, * from ${unitColumns(sql, rows)}`;
}

export async function updateUnits(sql: Sql, propertyId: string, rows: readonly UnitRow[]) {
  // Labels may change hands: within one statement they would clash.
  await Promise.all([
    sql`
      update units set label_key = '~' || unit_id
      where property_id = ${propertyId}
        and unit_id = any (${ids(rows, 'unitId')}::text::integer[])`,
    sql`
      update units set label = given.label, label_key = given.label_key
      from ${unitColumns(sql, rows)}
      where units.property_id = ${propertyId} and units.unit_id = given.unit_id`,
  ]);
}

export async function deleteUnits(sql: Sql, propertyId: string, rows: readonly UnitRow[]) {
  await sql`
    delete from units
    where property_id = ${propertyId} and unit_id = any (${ids(rows, 'unitId')}::text::integer[])`;
}

export async function loadSubMeters(sql: Sql, propertyId: string): Promise<SubMeterRow[]> {
  const [row] = await sql`
    select json_build_object(
      'subMeterId', json_agg(sub_meter_id),
      'unitId', json_agg(unit_id),
      'label', json_agg(label),
      'labelKey', json_agg(label_key),
      'multiplier', json_agg(trim_scale(multiplier)::text),
      'digits', json_agg(digits),
      'note', json_agg(note)
    )::text as columns
    from sub_meters where property_id = ${propertyId}`;
  return rowsOfColumns(row?.['columns']);
}

function subMeterColumns(sql: Sql, rows: readonly SubMeterRow[]) {
  return sql`unnest(
    ${column(rows.map((row) => row.subMeterId))}::text::integer[],
    ${column(rows.map((row) => row.unitId))}::text::integer[],
    ${column(rows.map((row) => row.label))}::text::text[],
    ${column(rows.map((row) => row.labelKey))}::text::text[],
    ${column(rows.map((row) => row.multiplier))}::text::numeric[],
    ${sparse(rows.map((row) => row.digits))}::text::smallint[],
    ${sparse(rows.map((row) => row.note))}::text::text[]
  ) as given (sub_meter_id, unit_id, label, label_key, multiplier, digits, note)`;
}

export async function insertSubMeters(sql: Sql, propertyId: string, rows: readonly SubMeterRow[]) {
  await sql`
    insert into sub_meters
      (property_id, sub_meter_id, unit_id, label, label_key, multiplier, digits, note)
    select ${propertyId}::uuid, * from ${subMeterColumns(sql, rows)}`;
}

export async function updateSubMeters(sql: Sql, propertyId: string, rows: readonly SubMeterRow[]) {
  await Promise.all([
    sql`
      update sub_meters set label_key = '~' || sub_meter_id
      where property_id = ${propertyId}
        and sub_meter_id = any (${ids(rows, 'subMeterId')}::text::integer[])`,
    sql`
      update sub_meters set
        unit_id = given.unit_id, label = given.label, label_key = given.label_key,
        multiplier = given.multiplier, digits = given.digits, note = given.note
      from ${subMeterColumns(sql, rows)}
      where sub_meters.property_id = ${propertyId}
        and sub_meters.sub_meter_id = given.sub_meter_id`,
  ]);
}

/** @throws Error where readings of one of them are left, which no foreign key would notice. */
export async function deleteSubMeters(sql: Sql, propertyId: string, rows: readonly SubMeterRow[]) {
  const { count } = await sql`
    delete from sub_meters
    where property_id = ${propertyId}
      and sub_meter_id = any (${ids(rows, 'subMeterId')}::text::integer[])
      and not exists (
        select from readings
        where property_id = ${propertyId} and sub_meter_id = sub_meters.sub_meter_id
      )`;
  if (count !== rows.length) throw new Error('a sub-meter with readings cannot be deleted');
}

function ids<Name extends string>(rows: readonly Readonly<Record<Name, number>>[], name: Name) {
  return column(rows.map((row) => row[name]));
}
