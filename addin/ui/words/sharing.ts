/** Of who sees a property, who is asked to, and what they may do. */
import type { Role } from '../../../contract/endpoint.ts';
import { many } from './many.ts';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: 'Viewer',
  editor: 'Editor',
  owner: 'Owner',
};

export const ROLE_MAY: Readonly<Record<Role, string>> = {
  viewer: 'sees everything, sends nothing',
  editor: 'sends rows too, and undoes what was sent',
  owner: 'may do everything: settings, sharing, deleting',
};

const ROLE_NOUN: Readonly<Record<Role, string>> = {
  viewer: 'a viewer',
  editor: 'an editor',
  owner: 'an owner',
};

export const sharingWords = {
  title: 'Sharing',
  summary: 'Who sees this property',
  members: 'Members',
  you: 'you',
  yours: (property: string, role: Role) => `${property}: you are ${ROLE_NOUN[role]}.`,
  onlyOwners: 'Its owners invite people and say what they may do.',
  change: 'Change',
  changeOf: (name: string) => `Change: ${name}`,
  role: 'What they may do',
  save: 'Save',
  changed: (name: string, role: Role) => `${name} is ${ROLE_NOUN[role]} from now on.`,
  remove: 'Take out',
  removeOf: (name: string) => `Take out: ${name}`,
  removed: (name: string) => `${name} does not see the property any more.`,
  waiting: 'Invited, not here yet',
  until: (day: string) => `good until ${day}`,
  mailing: 'the mail is on its way',
  notMailed: 'The mail could not be delivered. Check the address, and invite it again.',
  withdraw: 'Withdraw',
  withdrawOf: (email: string) => `Withdraw: ${email}`,
  withdrawn: (email: string) => `The invitation of ${email} is withdrawn.`,
  invite: 'Invite somebody',
  inviteTitle: 'Invite somebody',
  inviteHow: (days: string) =>
    `They get a mail that lets one person in, once, within ${days} days.`,
  email: 'E-mail address',
  send: 'Send the invitation',
  invited: (email: string) => `An invitation is on its way to ${email}.`,
  alreadyMember: 'They are a member already.',
  leave: 'Leave this property',
  leaveIt: (property: string) => `Leave ${property}`,
  leaveHow:
    'You will not see it any more, and this workbook is disconnected from it. Your sheets stay as they are. Only an invitation lets you in again.',
  left: (property: string) => `You are no member of ${property} any more.`,
  lastOwner: 'A property is never without an owner: make somebody else its owner first.',
};

export const invitationsWords = {
  title: 'Invitations for you',
  summary: 'From others, to their properties',
  empty: 'No invitation waits for you',
  emptyHow: (email: string) =>
    `Invitations to ${email} show up here. One that went to another address came with a code.`,
  by: (name: string) => `${name} invites you to`,
  byNobody: 'You are invited to',
  may: {
    viewer: 'You would see everything and send nothing.',
    editor: 'You would send rows from a workbook of your own.',
    owner: 'You would be an owner too.',
  } satisfies Record<Role, string>,
  until: (day: string) => `Good until ${day}`,
  accept: 'Accept',
  acceptOf: (property: string) => `Accept: ${property}`,
  decline: 'Decline',
  declineOf: (property: string) => `Decline: ${property}`,
  accepted: (property: string) =>
    `You are a member of ${property} now. Choose it here to use it with this workbook.`,
  declined: (property: string) => `Declined: ${property}.`,
  gone: 'That invitation is used up, withdrawn or too old. Ask for another one.',
  haveInvitation: 'I have an invitation',
  haveCode: 'I have a code',
  codeHow: 'It stands in the mail with the invitation.',
  code: 'Invitation code',
  codeNeeded: 'Enter the 16 letters and digits of the code.',
  wrongCode: 'That code is not right, used up or too old. Look again, or ask for another one.',
  join: 'Join with this code',
  hint: (count: string) => `You are invited to ${many(count, 'property', 'properties')}.`,
  see: 'See who invites you',
};
