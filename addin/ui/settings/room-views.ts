import type { ComponentType } from 'react';
import type { Room } from '../gate.ts';

/** The rooms of the settings, in one file each for what they are about. */
export const ROOM_VIEWS: Readonly<Record<Room, () => Promise<ComponentType>>> = {
  account: async () =>
    (await import(/* webpackChunkName: "account" */ '../account/AccountRoom.tsx')).AccountRoom,
  name: async () =>
    (await import(/* webpackChunkName: "account" */ '../account/NameRoom.tsx')).NameRoom,
  email: async () =>
    (await import(/* webpackChunkName: "account" */ '../account/EmailRoom.tsx')).EmailRoom,
  password: async () =>
    (await import(/* webpackChunkName: "account" */ '../account/PasswordRoom.tsx')).PasswordRoom,
  'delete-account': async () =>
    (await import(/* webpackChunkName: "account" */ '../account/DeleteAccount.tsx')).DeleteAccount,
  security: async () =>
    (await import(/* webpackChunkName: "security" */ '../security/SecurityRoom.tsx')).SecurityRoom,
  'second-step': async () =>
    (await import(/* webpackChunkName: "security" */ '../security/EnrolRoom.tsx')).EnrolRoom,
  'second-step-off': async () =>
    (await import(/* webpackChunkName: "security" */ '../security/SwitchOff.tsx')).SwitchOff,
  'recovery-codes': async () =>
    (await import(/* webpackChunkName: "security" */ '../security/RenewCodes.tsx')).RenewCodes,
  sessions: async () =>
    (await import(/* webpackChunkName: "security" */ '../security/SessionsRoom.tsx')).SessionsRoom,
  'security-log': async () =>
    (await import(/* webpackChunkName: "security" */ '../security/SecurityLogRoom.tsx'))
      .SecurityLogRoom,
  members: async () =>
    (await import(/* webpackChunkName: "sharing" */ '../members/MembersRoom.tsx')).MembersRoom,
  invite: async () =>
    (await import(/* webpackChunkName: "sharing" */ '../members/InviteRoom.tsx')).InviteRoom,
  leave: async () =>
    (await import(/* webpackChunkName: "sharing" */ '../members/LeaveRoom.tsx')).LeaveRoom,
  invitations: async () =>
    (await import(/* webpackChunkName: "sharing" */ '../invitations/InvitationsRoom.tsx'))
      .InvitationsRoom,
};
