import type { Role } from '../../contract/endpoint.ts';
import type { Settings } from '../../contract/properties.ts';
import type { Sql } from './client.ts';
import { wholeSettings } from './settings.ts';
import { withdrawStatementMails } from './statement-mails.ts';
import { tablesInOrder } from './tables.ts';

export interface PropertyRow {
  readonly propertyId: string;
  readonly name: string;
  readonly currency: string;
  readonly settings: Settings;
  readonly revision: number;
  /** The next id of a unit, sub-meter, tenancy, payment or adjustment. */
  readonly nextId: number;
  readonly archivedAt: Date | null;
}

interface Stored extends Omit<PropertyRow, 'archivedAt'> {
  readonly archivedAt: string | null;
}

function columns(sql: Sql) {
  return sql`
    properties.property_id as "propertyId", properties.name, properties.currency,
    properties.settings, properties.revision, properties.next_id as "nextId",
    properties.archived_at as "archivedAt"`;
}

function loaded(row: Stored): PropertyRow {
  return {
    ...row,
    settings: wholeSettings(row.settings),
    archivedAt: row.archivedAt === null ? null : new Date(row.archivedAt),
  };
}

export async function insertProperty(
  sql: Sql,
  property: Pick<PropertyRow, 'name' | 'currency' | 'settings'>,
): Promise<PropertyRow> {
  const { name, currency, settings } = property;
  const [row] = await sql<Stored[]>`
    insert into properties (name, currency, settings)
    values (${name}, ${currency}, ${JSON.stringify(settings)})
    returning ${columns(sql)}`;
  if (row === undefined) throw new Error('an inserted property was not returned');
  return loaded(row);
}

/** Archived ones last, each part by name. The one query that looks across properties. */
export async function listPropertiesOf(
  sql: Sql,
  userId: string,
): Promise<(PropertyRow & { role: Role })[]> {
  const rows = await sql<(Stored & { role: Role })[]>`
    select members.role, ${columns(sql)}
    from members join properties on properties.property_id = members.property_id
    where members.user_id = ${userId}
    order by archived_at is not null, lower(name), properties.property_id`;
  return rows.map((row) => ({ ...loaded(row), role: row.role }));
}

export async function findProperty(sql: Sql, propertyId: string): Promise<PropertyRow | null> {
  const [row] = await sql<Stored[]>`
    select ${columns(sql)} from properties where property_id = ${propertyId}`;
  return row === undefined ? null : loaded(row);
}

/**
 * Waits until nobody else works on the property, and keeps others waiting until this transaction
 * ends. Every transaction that changes anything of a property begins with it.
 */
export async function lockProperty(sql: Sql, propertyId: string): Promise<PropertyRow | null> {
  const [row] = await sql<Stored[]>`
    select ${columns(sql)} from properties where property_id = ${propertyId} for update`;
  return row === undefined ? null : loaded(row);
}

/** Saves all but the id and `nextId`. */
export async function saveProperty(sql: Sql, property: PropertyRow): Promise<void> {
  const { propertyId, name, currency, settings, revision, archivedAt } = property;
  await sql`
    update properties set
      name = ${name}, currency = ${currency}, settings = ${JSON.stringify(settings)},
      revision = ${revision}, archived_at = ${archivedAt?.toISOString() ?? null}
    where property_id = ${propertyId}`;
}

/** After a change of facts. */
export async function advanceProperty(
  sql: Sql,
  propertyId: string,
  revision: number,
  nextId: number,
): Promise<void> {
  await sql`
    update properties set revision = ${revision}, next_id = ${nextId}
    where property_id = ${propertyId}`;
}

/** Whether an amount was ever recorded: an undo could bring back one that is gone. */
export async function hadMoney(sql: Sql, propertyId: string): Promise<boolean> {
  const [row] = await sql<{ had: boolean }[]>`
    select exists (select from bills where property_id = ${propertyId})
      or exists (select from payments where property_id = ${propertyId})
      or exists (select from adjustments where property_id = ${propertyId})
      or exists (
        select from change_sets where property_id = ${propertyId}
          and document ~ '"(bills|payments|adjustments)"'
      ) as had`;
  return row?.had === true;
}

/** With all that it holds, and its mails that have not left. Nothing cascades: what refers to others goes first. */
export async function deleteProperty(sql: Sql, propertyId: string): Promise<void> {
  await withdrawStatementMails(sql, propertyId, null);
  const tables = (await tablesInOrder(sql)).filter((one) => one.columns.includes('property_id'));
  for (const { table } of tables.toReversed()) {
    // oxlint-disable-next-line no-await-in-loop -- in this order, on one connection
    await sql`delete from ${sql(table)} where property_id = ${propertyId}`;
  }
}
