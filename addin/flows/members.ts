import type { Role } from '../../contract/endpoint.ts';
import type { SentInvitation } from '../../contract/invitations.ts';
import type { Member } from '../../contract/members.ts';
import type { Property } from '../../contract/properties.ts';
import type { Connection } from './connect.ts';
import { disconnect, readConnection } from './connect.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** Who may see a property, and who is asked to. */
export interface Sharing {
  readonly members: readonly Member[];
  /** Empty for anybody but owners. */
  readonly invitations: readonly SentInvitation[];
  /** With the role of the one who asks. */
  readonly property: Property;
}

export async function loadSharing(
  { api }: Workspace,
  propertyId: string,
  { signal }: FlowOptions = {},
): Promise<Sharing> {
  const params = { propertyId };
  const [property, { members }] = await Promise.all([
    api.getProperty({ params }, { signal }),
    api.listMembers({ params }, { signal }),
  ]);
  if (property.role !== 'owner') return { property, members, invitations: [] };
  const { invitations } = await api.listInvitations({ params }, { signal });
  return { property, members, invitations };
}

/** A newer invitation of the same address takes the place of the one before. */
export async function invite(
  { api }: Workspace,
  propertyId: string,
  body: { readonly email: string; readonly role: Role },
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.invite({ params: { propertyId }, body: { ...body } }, { signal });
}

export async function withdrawInvitation(
  { api }: Workspace,
  propertyId: string,
  invitationId: string,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.withdrawInvitation({ params: { propertyId, invitationId } }, { signal });
}

/** @throws ApiProblem `last-owner` */
export async function changeRole(
  { api }: Workspace,
  propertyId: string,
  { userId, role }: Pick<Member, 'userId' | 'role'>,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.changeMember({ params: { propertyId, userId }, body: { role } }, { signal });
}

/** @throws ApiProblem `last-owner` */
export async function removeMember(
  { api }: Workspace,
  propertyId: string,
  userId: string,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.removeMember({ params: { propertyId, userId } }, { signal });
}

/** Leaves; the workbook is of no property then. @throws ApiProblem `last-owner` */
export async function leaveProperty(
  ws: Workspace,
  propertyId: string,
  options: FlowOptions = {},
): Promise<Connection> {
  await ws.api.leaveProperty({ params: { propertyId } }, { signal: options.signal });
  const connection = await readConnection(ws);
  if (connection.propertyId !== propertyId) return connection;
  await disconnect(ws);
  return readConnection(ws);
}
