import type { Role } from '../../contract/endpoint.ts';
import type { Sql } from '../db/client.ts';
import { findMember } from '../db/members.ts';
import { lockProperty } from '../db/properties.ts';
import type { PropertyRow } from '../db/properties.ts';
import { noSuchProperty, requireRole } from './authenticate.ts';
import type { PropertyCaller } from './context.ts';

/**
 * Locks the property for whoever changes its members, and looks again at what the caller is by now:
 * of two owners who take each other out at once, only one is let through.
 */
export async function lockAs(
  sql: Sql,
  { propertyId, userId }: PropertyCaller,
  least: Role,
): Promise<PropertyRow> {
  const property = await lockProperty(sql, propertyId);
  const member = await findMember(sql, propertyId, userId);
  if (property === null || member === null) throw noSuchProperty();
  requireRole(least, member.role);
  return property;
}
