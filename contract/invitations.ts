import * as z from 'zod';
import { accepted, endpoint, noContent, role } from './endpoint.ts';
import { property, propertyParams } from './properties.ts';
import { email, timestamp, uuid } from './scalars.ts';

export const INVITATION_DAYS = 14;

/** `K7QM-2XWD-9FTB-H4PZ`: sixteen of an alphabet without look-alikes; case, spaces and dashes are as one likes. */
const invitationCode = z
  .string()
  .max(40)
  .regex(/^[\s-]*(?:[0-9A-Za-z][\s-]*){16}$/);

export const invite = endpoint({
  name: 'invite',
  method: 'POST',
  path: '/api/properties/{propertyId}/invitations',
  summary:
    'Invite an address by mail; a newer invitation takes the place of the one before. Answers alike whether or not somebody has the address.',
  level: 'full',
  role: 'owner',
  proof: 'recent',
  params: propertyParams,
  body: z.strictObject({ email, role }),
  status: 202,
  output: accepted,
});

export const sentInvitation = z
  .strictObject({
    id: uuid,
    email,
    role,
    /** Name of who invited; null once that account is deleted. */
    by: z.string().nullable(),
    expiresAt: timestamp,
    /** Whether its mail could be handed over: null while that is tried. */
    isMailed: z.boolean().nullable(),
  })
  .meta({ id: 'SentInvitation' });
export type SentInvitation = z.infer<typeof sentInvitation>;

export const listInvitations = endpoint({
  name: 'listInvitations',
  method: 'GET',
  path: '/api/properties/{propertyId}/invitations',
  summary: 'Invitations that wait to be accepted, newest first.',
  level: 'full',
  role: 'owner',
  params: propertyParams,
  status: 200,
  output: z.strictObject({ invitations: z.array(sentInvitation) }),
});

export const withdrawInvitation = endpoint({
  name: 'withdrawInvitation',
  method: 'DELETE',
  path: '/api/properties/{propertyId}/invitations/{invitationId}',
  summary: 'Take an invitation back.',
  level: 'full',
  role: 'owner',
  params: z.strictObject({ ...propertyParams.shape, invitationId: uuid }),
  status: 204,
  output: noContent,
});

export const receivedInvitation = z
  .strictObject({
    id: uuid,
    property: z.string(),
    role,
    by: z.string().nullable(),
    expiresAt: timestamp,
  })
  .meta({ id: 'ReceivedInvitation' });
export type ReceivedInvitation = z.infer<typeof receivedInvitation>;

export const receivedInvitations = endpoint({
  name: 'receivedInvitations',
  method: 'GET',
  path: '/api/invitations',
  summary: "Invitations to the account's own verified address.",
  level: 'full',
  status: 200,
  output: z.strictObject({ invitations: z.array(receivedInvitation) }),
});

export const acceptInvitation = endpoint({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/api/invitations/accept',
  summary:
    'Become a member: by the code of the mail, or by its id where it went to the own address. Works once.',
  level: 'full',
  body: z.union([z.strictObject({ code: invitationCode }), z.strictObject({ id: uuid })]),
  status: 200,
  output: property,
});

export const declineInvitation = endpoint({
  name: 'declineInvitation',
  method: 'POST',
  path: '/api/invitations/{invitationId}/decline',
  summary: "Decline an invitation to the account's own address.",
  level: 'full',
  params: z.strictObject({ invitationId: uuid }),
  status: 204,
  output: noContent,
});
