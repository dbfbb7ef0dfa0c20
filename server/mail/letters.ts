/**
 * The wording of every mail: short, plain, friendly. A mail to an address that is not verified yet
 * repeats nothing that a stranger could have typed.
 */
import type { Role } from '../../contract/endpoint.ts';
import { letter, quoted } from './letter.ts';
import type { Letter } from './transport.ts';

export function codeLetter(to: string, code: string, minutes: number): Letter {
  return letter(to, `${code} is your PowerTrackr code`, [
    { before: 'Your code is', code },
    `Type it where you signed up. It works for ${minutes} minutes, and only the newest code works.`,
    'If you did not just sign up for PowerTrackr, ignore this mail and do not pass the code on.',
  ]);
}

/** To somebody who has an account already, when their address is used to sign up again. */
export function alreadySignedUpLetter(to: string, publicUrl: string): Letter {
  return letter(to, 'You already have a PowerTrackr account', [
    'Somebody, perhaps you, tried to sign up for PowerTrackr with this address.',
    `You already have an account with it on ${publicUrl}: sign in with your password, in the pane in Excel. Nothing has changed.`,
    'If it was not you, you need not do anything.',
  ]);
}

export interface Invitation {
  readonly to: string;
  /** Who invites. */
  readonly by: { readonly name: string; readonly email: string };
  readonly property: string;
  readonly role: Role;
  readonly code: string;
  readonly days: number;
}

const MAY: Readonly<Record<Role, string>> = {
  viewer: 'You would see everything there and change nothing.',
  editor: 'You would bring in readings, bills and payments from a workbook of your own.',
  owner: 'You would be an owner too: you change everything there and invite others.',
};

/** To whoever has the address, known or not: the same letter. */
export function invitationLetter(invitation: Invitation, publicUrl: string): Letter {
  const { to, by, property, role, code, days } = invitation;
  const name = quoted(by.name);
  const parts = [
    `${name} (${by.email}) invites you to the property "${quoted(property)}" in PowerTrackr, which bills electricity from the spreadsheets that landlords keep. ${MAY[role]}`,
    'To accept, sign in to PowerTrackr in Excel with this address, or sign up with it: the invitation waits for you there. If you use another address, type this code instead:',
    { before: 'Your invitation code is', code },
    `It works once, within ${days} days. How to get PowerTrackr into your Excel: ${publicUrl}/help.html`,
    'If you do not know who this is, ignore this mail and do not pass the code on.',
  ];
  return letter(to, `${name} invites you to PowerTrackr`, parts, by.email);
}
