import * as z from 'zod';
import { endpoint, noContent, role } from './endpoint.ts';
import { propertyParams } from './properties.ts';
import { email, uuid } from './scalars.ts';

export const member = z
  .strictObject({
    userId: uuid,
    name: z.string(),
    email,
    role,
    /** Whether it is the one who asks. */
    isYou: z.boolean(),
  })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof member>;

const memberParams = z.strictObject({ ...propertyParams.shape, userId: uuid });

export const listMembers = endpoint({
  name: 'listMembers',
  method: 'GET',
  path: '/api/properties/{propertyId}/members',
  summary: 'Who may see the property, owners first, then by name.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  status: 200,
  output: z.strictObject({ members: z.array(member) }),
});

export const changeMember = endpoint({
  name: 'changeMember',
  method: 'PATCH',
  path: '/api/properties/{propertyId}/members/{userId}',
  summary: 'Another role; the last owner stays one (`last-owner`).',
  level: 'full',
  role: 'owner',
  proof: 'recent',
  params: memberParams,
  body: z.strictObject({ role }),
  status: 200,
  output: member,
});

export const removeMember = endpoint({
  name: 'removeMember',
  method: 'DELETE',
  path: '/api/properties/{propertyId}/members/{userId}',
  summary: 'Take somebody out; the last owner stays (`last-owner`).',
  level: 'full',
  role: 'owner',
  params: memberParams,
  status: 204,
  output: noContent,
});

export const leaveProperty = endpoint({
  name: 'leaveProperty',
  method: 'POST',
  path: '/api/properties/{propertyId}/leave',
  summary: 'Leave a property; its last owner cannot (`last-owner`).',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  status: 204,
  output: noContent,
});
