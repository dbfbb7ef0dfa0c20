import type { Role } from '../../contract/endpoint.ts';
import type { Sql } from './client.ts';

export interface MemberRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export async function insertMember(
  sql: Sql,
  propertyId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await sql`
    insert into members (property_id, user_id, role) values (${propertyId}, ${userId}, ${role})`;
}

/** Owners first, then by name. */
export async function listMembers(sql: Sql, propertyId: string): Promise<MemberRow[]> {
  return sql<MemberRow[]>`
    select ${columns(sql)} from members join users on users.user_id = members.user_id
    where members.property_id = ${propertyId}
    order by members.role <> 'owner', lower(users.name), users.email_key`;
}

export async function findMember(
  sql: Sql,
  propertyId: string,
  userId: string,
): Promise<MemberRow | null> {
  const [row] = await sql<MemberRow[]>`
    select ${columns(sql)} from members join users on users.user_id = members.user_id
    where members.property_id = ${propertyId} and members.user_id = ${userId}`;
  return row ?? null;
}

export async function hasMemberWithEmail(
  sql: Sql,
  propertyId: string,
  emailKey: string,
): Promise<boolean> {
  const rows = await sql`
    select from members join users on users.user_id = members.user_id
    where members.property_id = ${propertyId} and users.email_key = ${emailKey}`;
  return rows.length > 0;
}

function columns(sql: Sql) {
  return sql`members.user_id as "userId", users.name, users.email, members.role`;
}

export async function countOwners(sql: Sql, propertyId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from members
    where property_id = ${propertyId} and role = 'owner'`;
  return row?.count ?? 0;
}

export async function changeRole(
  sql: Sql,
  propertyId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await sql`
    update members set role = ${role} where property_id = ${propertyId} and user_id = ${userId}`;
}

export async function deleteMember(sql: Sql, propertyId: string, userId: string): Promise<void> {
  await sql`delete from members where property_id = ${propertyId} and user_id = ${userId}`;
}

/** In the order in which they are to be locked. */
export async function listMemberships(
  sql: Sql,
  userId: string,
): Promise<{ propertyId: string; role: Role }[]> {
  return sql<{ propertyId: string; role: Role }[]>`
    select property_id as "propertyId", role from members
    where user_id = ${userId} order by property_id`;
}

export interface OwnedAlone {
  readonly propertyId: string;
  readonly name: string;
  /** Members besides the owner. */
  readonly otherMembers: number;
}

/** Properties that have no other owner, by name. */
export async function listOwnedAlone(sql: Sql, userId: string): Promise<OwnedAlone[]> {
  return sql<OwnedAlone[]>`
    select properties.property_id as "propertyId", properties.name,
      (count(*) - 1)::int as "otherMembers"
    from members as own
    join properties on properties.property_id = own.property_id
    join members on members.property_id = own.property_id
    where own.user_id = ${userId} and own.role = 'owner'
    group by properties.property_id
    having count(*) filter (where members.role = 'owner') = 1
    order by lower(properties.name), properties.property_id`;
}
