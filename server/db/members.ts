import type { Role } from '../../contract/endpoint.ts';
import type { Sql } from './client.ts';

export async function insertMember(
  sql: Sql,
  propertyId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await sql`
    insert into members (property_id, user_id, role) values (${propertyId}, ${userId}, ${role})`;
}
