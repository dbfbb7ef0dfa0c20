import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Sql } from '../db/client.ts';
import { listMemberships, listOwnedAlone } from '../db/members.ts';
import { deleteProperty, lockProperty } from '../db/properties.ts';
import { transaction } from '../db/transaction.ts';
import { closeUser, deleteUser } from '../db/users.ts';
import { deletedLetter } from '../mail/letters.ts';
import { postMail } from '../mail/outbox.ts';
import { AppError } from './app-error.ts';
import { signInFirst } from './authenticate.ts';
import type { UseCase } from './context.ts';

type Endpoints = typeof ENDPOINTS;

export const accountDeletion: UseCase<Endpoints['accountDeletion']> = async (services, caller) => {
  const alone = await listOwnedAlone(services.database.sql, caller.userId);
  return {
    properties: alone.map(({ propertyId: id, name, otherMembers }) => ({ id, name, otherMembers })),
  };
};

/**
 * In one transaction, and exactly what the user was shown. First the properties are locked, in one
 * order, so that no owner comes or goes in them; then the user's row, so that no property comes to it:
 * whoever makes one or joins one meanwhile is either seen here, or finds the account gone.
 */
export const deleteAccount: UseCase<Endpoints['deleteAccount']> = async (
  services,
  { userId },
  { body },
) =>
  transaction(services.database, async (sql) => {
    const lockedIds = await lockProperties(sql, userId);
    const user = await closeUser(sql, userId);
    if (user === null) throw signInFirst();
    const memberships = await listMemberships(sql, userId);
    const alone = (await listOwnedAlone(sql, userId)).map(({ propertyId }) => propertyId);
    const isLocked = memberships.every(({ propertyId }) => lockedIds.has(propertyId));
    if (!isLocked || !isSame(alone, body.properties)) {
      throw new AppError(
        'effect-changed',
        'Other properties would be deleted than those you saw. Look at the list once more.',
      );
    }
    for (const propertyId of alone) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, on one connection
      await deleteProperty(sql, propertyId);
    }
    await deleteUser(sql, userId);
    await postMail(services, sql, deletedLetter(user.email, services.publicUrl));
    return null;
  });

/** All that the user is a member of, whatever the role: that could change before it is locked. */
async function lockProperties(sql: Sql, userId: string): Promise<ReadonlySet<string>> {
  const locked = new Set<string>();
  for (const { propertyId } of await listMemberships(sql, userId)) {
    // oxlint-disable-next-line no-await-in-loop -- in one order, so that two never wait for each other
    if ((await lockProperty(sql, propertyId)) !== null) locked.add(propertyId);
  }
  return locked;
}

function isSame(ids: readonly string[], shown: readonly string[]): boolean {
  const expected = new Set(shown.map((id) => id.toLowerCase()));
  return expected.size === ids.length && ids.every((id) => expected.has(id));
}
