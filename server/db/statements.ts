/** Bills of tenants as they were issued. Nothing here changes one, apart from declaring it void. */
import type { Sql } from './client.ts';
import { column, rowsOfColumns, sparse } from './columns.ts';
import type { statementClosings, statements } from './schema.ts';

type Row = typeof statements.$inferSelect;

export type StatementRow = Readonly<
  Omit<Row, 'propertyId' | 'voidedAt' | 'voidReason' | 'voidChangeSetId'>
>;

/** A reading that an issued statement has close the end of its period. */
export type ClosingRow = Readonly<
  Omit<typeof statementClosings.$inferSelect, 'propertyId' | 'number'>
>;

export type NumberedClosingRow = ClosingRow & { readonly number: number };

export type StandingRow = Pick<
  StatementRow,
  'number' | 'unitId' | 'tenancyId' | 'periodEnd' | 'cutOff'
> & {
  /** Of the last one of each account; null: a later one tells of all that it told of. */
  readonly stated: string | null;
};

/** Those that are not void, by number. */
export async function loadStanding(sql: Sql, propertyId: string): Promise<StandingRow[]> {
  return sql<StandingRow[]>`
    select number, unit_id as "unitId", tenancy_id as "tenancyId", period_end as "periodEnd",
      cut_off as "cutOff",
      case when number = max(number) over (partition by unit_id, tenancy_id) then stated end
        as stated
    from statements where property_id = ${propertyId} and voided_at is null
    order by number`;
}

/** Of statements that are not void; those of later statements last. */
export async function loadClosings(sql: Sql, propertyId: string): Promise<ClosingRow[]> {
  const [row] = await sql`
    select json_build_object(
      'subMeterId', json_agg(sub_meter_id order by number),
      'boundary', json_agg(boundary order by number),
      'date', json_agg(date order by number),
      'role', json_agg(role order by number)
    )::text as columns
    from statement_closings join statements using (property_id, number)
    where property_id = ${propertyId} and voided_at is null`;
  return rowsOfColumns(row?.['columns']);
}

/** Under the property's lock: so there is neither a gap nor a double. */
export async function nextStatementNumber(sql: Sql, propertyId: string): Promise<number> {
  const [row] = await sql<{ next: number }[]>`
    select coalesce(max(number), 0) + 1 as next from statements where property_id = ${propertyId}`;
  return row?.next ?? 1;
}

export async function insertStatements(
  sql: Sql,
  propertyId: string,
  rows: readonly StatementRow[],
  closings: readonly NumberedClosingRow[],
): Promise<void> {
  await sql`
    insert into statements (property_id, number, change_set_id, unit_id, tenancy_id, kind,
      period_end, cut_off, listed, document, stated)
    select ${propertyId}::uuid, * from unnest(
      ${column(rows.map((row) => row.number))}::text::integer[],
      ${column(rows.map((row) => row.changeSetId))}::text::uuid[],
      ${column(rows.map((row) => row.unitId))}::text::integer[],
      ${sparse(rows.map((row) => row.tenancyId))}::text::integer[],
      ${column(rows.map((row) => row.kind))}::text::text[],
      ${column(rows.map((row) => row.periodEnd))}::text::date[],
      ${column(rows.map((row) => row.cutOff))}::text::date[],
      ${column(rows.map((row) => row.listed))}::text::text[],
      ${column(rows.map((row) => row.document))}::text::text[],
      ${column(rows.map((row) => row.stated))}::text::text[]
    )`;
  await sql`
    insert into statement_closings (property_id, number, sub_meter_id, boundary, date, role)
    select ${propertyId}::uuid, * from unnest(
      ${column(closings.map((row) => row.number))}::text::integer[],
      ${column(closings.map((row) => row.subMeterId))}::text::integer[],
      ${column(closings.map((row) => row.boundary))}::text::date[],
      ${column(closings.map((row) => row.date))}::text::date[],
      ${column(closings.map((row) => row.role))}::text::text[]
    )`;
}

export interface Voided {
  readonly number: number;
  readonly voidedAt: string | null;
  readonly voidReason: string | null;
}

export type ListedRow = Voided & Pick<StatementRow, 'kind' | 'periodEnd' | 'listed'>;

/** Of periods whose end lies within; by number. */
export async function listStatementRows(
  sql: Sql,
  propertyId: string,
  from: string | undefined,
  to: string | undefined,
): Promise<ListedRow[]> {
  return sql<ListedRow[]>`
    select number, kind, period_end as "periodEnd", listed, voided_at as "voidedAt",
      void_reason as "voidReason"
    from statements where property_id = ${propertyId} and ${within(sql, from, to)}
    order by number`;
}

function within(sql: Sql, from: string | undefined, to: string | undefined) {
  return sql`period_end between coalesce(${from ?? null}::date, '-infinity')
    and coalesce(${to ?? null}::date, 'infinity')`;
}

export type DocumentRow = Voided & Pick<StatementRow, 'document'>;

function documentColumns(sql: Sql) {
  return sql`number, document, voided_at as "voidedAt", void_reason as "voidReason"`;
}

export async function loadDocumentsWithin(
  sql: Sql,
  propertyId: string,
  from: string | undefined,
  to: string | undefined,
): Promise<DocumentRow[]> {
  return sql<DocumentRow[]>`
    select ${documentColumns(sql)} from statements
    where property_id = ${propertyId} and ${within(sql, from, to)} order by number`;
}

/** Those that there are, by number. */
export async function loadDocuments(
  sql: Sql,
  propertyId: string,
  numbers: readonly number[],
): Promise<DocumentRow[]> {
  if (numbers.length === 0) return [];
  return sql<DocumentRow[]>`
    select ${documentColumns(sql)} from statements
    where property_id = ${propertyId} and number = any (${column(numbers)}::text::integer[])
    order by number`;
}

/** How many of them there are. */
export async function countStatements(
  sql: Sql,
  propertyId: string,
  numbers: readonly number[],
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from statements
    where property_id = ${propertyId} and number = any (${column(numbers)}::text::integer[])`;
  return row?.count ?? 0;
}

/** Of one issue, by number. */
export async function loadIssued(
  sql: Sql,
  propertyId: string,
  changeSetId: string,
): Promise<string[]> {
  const rows = await sql<{ document: string }[]>`
    select document from statements
    where property_id = ${propertyId} and change_set_id = ${changeSetId} order by number`;
  return rows.map(({ document }) => document);
}

export interface Voidable {
  readonly number: number;
  readonly voidChangeSetId: string | null;
  /** One of the same account that is not void and came later. */
  readonly laterNumber: number | null;
}

export async function findVoidable(
  sql: Sql,
  propertyId: string,
  number: number,
): Promise<Voidable | null> {
  const [row] = await sql<Voidable[]>`
    select one.number, one.void_change_set_id as "voidChangeSetId", (
      select max(later.number) from statements later
      where later.property_id = one.property_id and later.unit_id = one.unit_id
        and later.tenancy_id is not distinct from one.tenancy_id
        and later.number > one.number and later.voided_at is null
    ) as "laterNumber"
    from statements one where one.property_id = ${propertyId} and one.number = ${number}`;
  return row ?? null;
}

export async function markVoid(
  sql: Sql,
  propertyId: string,
  number: number,
  { at, reason, changeSetId }: { at: Date; reason: string; changeSetId: string },
): Promise<void> {
  await sql`
    update statements set voided_at = ${at.toISOString()}, void_reason = ${reason},
      void_change_set_id = ${changeSetId}
    where property_id = ${propertyId} and number = ${number} and voided_at is null`;
}
