import { createHash } from 'node:crypto';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { ROLES } from '../../contract/endpoint.ts';
import type { Role } from '../../contract/endpoint.ts';
import { INVITATION_DAYS } from '../../contract/invitations.ts';
import { LIMITS } from '../auth/limits.ts';
import { bareCode, newWrittenCode } from '../auth/written-code.ts';
import type { Sql } from '../db/client.ts';
import * as rows from '../db/invitations.ts';
import type { Claim } from '../db/invitations.ts';
import { changeRole, findMember, hasMemberWithEmail, insertMember } from '../db/members.ts';
import { lockProperty } from '../db/properties.ts';
import { transaction } from '../db/transaction.ts';
import { invitationLetter } from '../mail/letters.ts';
import { postMail } from '../mail/outbox.ts';
import { AppError } from './app-error.ts';
import type { Caller, PropertyCaller, Services, UseCase } from './context.ts';
import { emailKeyOf } from './email-key.ts';
import { lockAs } from './lock-property.ts';
import { wire } from './properties.ts';
import { recordEvent } from './security-log.ts';
import { refuseTooMany } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

const DAY_MS = 86_400_000;

/** Nothing here looks whether anybody has the address: one path, one time, one letter. */
export const invite: UseCase<Endpoints['invite']> = async (services, caller, { body }) => {
  const { email, role } = body;
  const { propertyId } = caller;
  const emailKey = emailKeyOf(email);
  await refuseTooManyInvitations(services, caller, emailKey);
  const now = services.now();
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
  const code = newWrittenCode(16, 4);
  await transaction(services.database, async (sql) => {
    const property = await lockAs(sql, caller, 'owner');
    if (property.archivedAt !== null) {
      throw new AppError('archived', 'The property is archived. Restore it before you invite.');
    }
    if (await hasMemberWithEmail(sql, propertyId, emailKey)) {
      throw new AppError('already-member', 'Who has this address is a member already.');
    }
    const by = await findMember(sql, propertyId, caller.userId);
    if (by === null) throw new Error('the caller is a member, under the lock');
    await rows.deleteInvitations(sql, propertyId, { emailKey });
    const letter = invitationLetter(
      { to: email, by, property: property.name, role, code, days: INVITATION_DAYS },
      services.publicUrl,
    );
    const mailId = await postMail(services, sql, letter, expiresAt);
    const times = { createdAt: now, expiresAt };
    const who = { email, emailKey, role, invitedBy: caller.userId };
    const codeHash = hashInvitationCode(code);
    await rows.insertInvitation(sql, { propertyId, ...who, codeHash, ...times, mailId });
  });
  return { status: 'accepted' };
};

export const listInvitations: UseCase<Endpoints['listInvitations']> = async (services, caller) => {
  const { sql } = services.database;
  const found = await rows.listInvitations(sql, caller.propertyId, services.now());
  return {
    invitations: found.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() })),
  };
};

export const withdrawInvitation: UseCase<Endpoints['withdrawInvitation']> = async (
  services,
  caller,
  { params },
) => {
  const isThere = await transaction(services.database, async (sql) => {
    await lockAs(sql, caller, 'owner');
    return rows.deleteInvitations(sql, caller.propertyId, { id: params.invitationId });
  });
  if (!isThere) throw new AppError('not-found', GONE);
  return null;
};

export const receivedInvitations: UseCase<Endpoints['receivedInvitations']> = async (
  services,
  caller,
) => {
  const { sql } = services.database;
  const found = await rows.listInvitationsTo(sql, caller.userId, services.now());
  return {
    invitations: found.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() })),
  };
};

export const acceptInvitation: UseCase<Endpoints['acceptInvitation']> = async (
  services,
  caller,
  { body },
) => {
  await refuseTooMany(services, { limit: LIMITS.codeFromAddress, subject: caller.address });
  const claim: Claim =
    'code' in body
      ? { codeHash: hashInvitationCode(body.code) }
      : { id: body.id, userId: caller.userId };
  const now = services.now();
  return transaction(services.database, async (sql) => {
    // The property is locked before the invitation, as everywhere, so that nobody waits in a circle.
    const propertyId = await rows.findInvitedProperty(sql, claim, now);
    const property = propertyId === null ? null : await lockProperty(sql, propertyId);
    const offered = property === null ? null : await rows.takeInvitation(sql, claim, now);
    if (property === null || offered === null) {
      throw new AppError('codeHash' in claim ? 'wrong-code' : 'not-found', GONE);
    }
    return wire(property, await join(sql, property.propertyId, caller, offered, now));
  });
};

export const declineInvitation: UseCase<Endpoints['declineInvitation']> = async (
  services,
  caller,
  { params },
) => {
  const claim = { id: params.invitationId, userId: caller.userId };
  const declined = await transaction(services.database, (sql) =>
    rows.takeInvitation(sql, claim, services.now()),
  );
  if (declined === null) throw new AppError('not-found', GONE);
  return null;
};

const GONE =
  'This invitation is none, or none any more: used, taken back, replaced by a newer one, or too old. Ask for another.';

/** Who is a member already keeps the higher role. Returns the role that then is theirs. */
async function join(
  sql: Sql,
  propertyId: string,
  caller: Caller,
  offered: Role,
  now: Date,
): Promise<Role> {
  const member = await findMember(sql, propertyId, caller.userId);
  if (member === null) {
    await insertMember(sql, propertyId, caller.userId, offered);
    await recordEvent(sql, now, caller, 'joined-property');
    return offered;
  }
  if (ROLES.indexOf(member.role) >= ROLES.indexOf(offered)) return member.role;
  await changeRole(sql, propertyId, caller.userId, offered);
  return offered;
}

async function refuseTooManyInvitations(
  services: Services,
  { address, userId, propertyId }: PropertyCaller,
  emailKey: string,
): Promise<void> {
  await refuseTooMany(
    services,
    { limit: LIMITS.inviteFromAddress, subject: address },
    { limit: LIMITS.inviteFromAccount, subject: userId },
    { limit: LIMITS.inviteFromProperty, subject: propertyId },
    { limit: LIMITS.inviteToMailbox, subject: emailKey },
  );
}

/** Eighty random bits: a fast hash is enough. */
function hashInvitationCode(code: string): string {
  return createHash('sha256')
    .update(`invitation ${bareCode(code)}`)
    .digest('base64url');
}
