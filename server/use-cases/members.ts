import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Member } from '../../contract/members.ts';
import type { Sql } from '../db/client.ts';
import { deleteInvitations } from '../db/invitations.ts';
import * as rows from '../db/members.ts';
import type { MemberRow } from '../db/members.ts';
import { transaction } from '../db/transaction.ts';
import { AppError } from './app-error.ts';
import type { PropertyCaller, UseCase } from './context.ts';
import { lockAs } from './lock-property.ts';
import { recordEvent } from './security-log.ts';

type Endpoints = typeof ENDPOINTS;

export const listMembers: UseCase<Endpoints['listMembers']> = async (services, caller) => {
  const found = await rows.listMembers(services.database.sql, caller.propertyId);
  return { members: found.map((row) => wire(row, caller)) };
};

export const changeMember: UseCase<Endpoints['changeMember']> = async (
  services,
  caller,
  { params, body },
) =>
  transaction(services.database, async (sql) => {
    await lockAs(sql, caller, 'owner');
    const member = await memberOf(sql, caller, params.userId);
    const after = { ...member, role: body.role };
    if (member.role === 'owner' && after.role !== 'owner') {
      await refuseLastOwner(sql, caller);
      await withdrawOf(sql, caller, member);
    }
    await rows.changeRole(sql, caller.propertyId, member.userId, after.role);
    return wire(after, caller);
  });

export const removeMember: UseCase<Endpoints['removeMember']> = async (
  services,
  caller,
  { params },
) =>
  transaction(services.database, async (sql) => {
    await lockAs(sql, caller, 'owner');
    const member = await memberOf(sql, caller, params.userId);
    await takeOut(sql, caller, member, services.now());
    return null;
  });

export const leaveProperty: UseCase<Endpoints['leaveProperty']> = async (services, caller) =>
  transaction(services.database, async (sql) => {
    await lockAs(sql, caller, 'viewer');
    const member = await memberOf(sql, caller, caller.userId);
    await takeOut(sql, caller, member, services.now());
    return null;
  });

async function memberOf(sql: Sql, { propertyId }: PropertyCaller, userId: string) {
  const member = await rows.findMember(sql, propertyId, userId);
  if (member !== null) return member;
  throw new AppError('not-found', 'There is no such member of the property (any more).');
}

async function takeOut(
  sql: Sql,
  caller: PropertyCaller,
  member: MemberRow,
  now: Date,
): Promise<void> {
  if (member.role === 'owner') await refuseLastOwner(sql, caller);
  await withdrawOf(sql, caller, member);
  await rows.deleteMember(sql, caller.propertyId, member.userId);
  const { userId } = member;
  // Whoever took them out is written down in nobody else's log, nor where from.
  const elsewhere = { userId, address: '', device: null, place: null };
  await recordEvent(sql, now, userId === caller.userId ? caller : elsewhere, 'left-property');
}

/** Under the property's lock, so that of many owners who go at once one stays. */
async function refuseLastOwner(sql: Sql, { propertyId }: PropertyCaller): Promise<void> {
  if ((await rows.countOwners(sql, propertyId)) > 1) return;
  throw new AppError(
    'last-owner',
    'A property is never without an owner. Make somebody else an owner first, or delete the property.',
  );
}

/** Who is put out by others must not come back by an invitation to another address of their own. */
async function withdrawOf(sql: Sql, caller: PropertyCaller, { userId }: MemberRow): Promise<void> {
  if (userId === caller.userId) return;
  await deleteInvitations(sql, caller.propertyId, { invitedBy: userId });
}

function wire({ userId, name, email, role }: MemberRow, caller: PropertyCaller): Member {
  return { userId, name, email, role, isYou: userId === caller.userId };
}
