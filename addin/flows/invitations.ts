import type { ReceivedInvitation } from '../../contract/invitations.ts';
import type { Property } from '../../contract/properties.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** Invitations to the account's own address. */
export async function listReceivedInvitations(
  { api }: Workspace,
  { signal }: FlowOptions = {},
): Promise<readonly ReceivedInvitation[]> {
  return (await api.receivedInvitations({}, { signal })).invitations;
}

/** One of the list, or by the code of a mail that went to another address. @throws ApiProblem `not-found` */
export function acceptInvitation(
  { api }: Workspace,
  which: { readonly id: string } | { readonly code: string },
  { signal }: FlowOptions = {},
): Promise<Property> {
  return api.acceptInvitation({ body: which }, { signal });
}

export async function declineInvitation(
  { api }: Workspace,
  invitationId: string,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.declineInvitation({ params: { invitationId } }, { signal });
}
