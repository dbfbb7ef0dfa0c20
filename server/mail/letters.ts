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

export function resetLetter(to: string, code: string, minutes: number): Letter {
  return letter(to, `${code} is your PowerTrackr code`, [
    { before: 'Your code is', code },
    `Type it where you asked for another password. It works once, for ${minutes} minutes, and only there.`,
    'If you did not ask for it, ignore this mail and do not pass the code on: your password stays as it is. Whoever asked can do nothing without the code.',
  ]);
}

export function passwordChangedLetter(to: string, publicUrl: string): Letter {
  return letter(to, 'Your PowerTrackr password was changed', [
    `The password of your account on ${publicUrl} was changed just now. Everywhere else the account is signed out.`,
    'If it was you, all is well.',
    'If it was not you, choose "Forgot your password?" where you sign in, at once: a code to this address lets you choose another password, and whoever is in your account is signed out. Then change the password of your mailbox too.',
  ]);
}

export function secondFactorOnLetter(to: string, publicUrl: string): Letter {
  return letter(to, 'A second step now protects your PowerTrackr account', [
    `Signing in to your account on ${publicUrl} asks for a code of an authenticator app from now on. Everywhere else the account is signed out.`,
    'If it was you, all is well. Keep the recovery codes where you find them without your phone.',
    `If it was not you, somebody knows your password. Without their authenticator you cannot sign in any more: ask whoever runs ${publicUrl} to help, and choose "Forgot your password?" where you sign in, which signs out whoever it was. Then change the password of your mailbox too.`,
  ]);
}

export function secondFactorOffLetter(to: string, publicUrl: string): Letter {
  return letter(to, 'Your PowerTrackr account is signed in to by the password alone', [
    `The second step of your account on ${publicUrl} was switched off just now. Everywhere else the account is signed out.`,
    'If it was you, all is well.',
    NOT_YOU,
  ]);
}

export function recoveryCodesRenewedLetter(to: string, publicUrl: string): Letter {
  return letter(to, 'Your PowerTrackr recovery codes were replaced', [
    `Ten new recovery codes were made for your account on ${publicUrl}. Those from before are good no more: throw them away.`,
    'If it was you, all is well.',
    NOT_YOU,
  ]);
}

/** @param left how many are still good */
export function recoveryCodeUsedLetter(to: string, left: number, publicUrl: string): Letter {
  const remain = left === 1 ? '1 is left' : `${left === 0 ? 'None' : left} are left`;
  return letter(to, 'A recovery code of your PowerTrackr account was used', [
    `One of the recovery codes of your account on ${publicUrl} was used just now, in place of your authenticator. It is good no more; ${remain}.`,
    'If it was you, all is well. Make new codes in the settings, under Security, before the last one is gone.',
    NOT_YOU,
  ]);
}

const NOT_YOU =
  'If it was not you, choose "Forgot your password?" where you sign in, at once: whoever is in your account is signed out then. Look through Security in the settings afterwards, switch the second step on anew, and change the password of your mailbox too.';

export function changeCodeLetter(to: string, code: string, minutes: number): Letter {
  return letter(to, `${code} is your PowerTrackr code`, [
    { before: 'Your code is', code },
    `Type it in PowerTrackr, in your account, to use this address there from now on. It works once, for ${minutes} minutes.`,
    'If you did not ask for it, somebody mistyped an address of their own: ignore this mail and do not pass the code on.',
  ]);
}

/** To the address as it is, when another one is asked for: the last moment at which it can stop that. */
export function changeAskedLetter(to: string, wanted: string, publicUrl: string): Letter {
  return letter(to, 'Your PowerTrackr address is about to change', [
    `Somebody who is signed in to your account on ${publicUrl} wants to use ${wanted} there instead of this address.`,
    'If it was you, type the code that was mailed there. Until then nothing changes.',
    'If it was not you, change your password in PowerTrackr at once, or choose "Forgot your password?" where you sign in: then whoever it was is signed out, and their code is good for nothing.',
  ]);
}

/** To the address that the account had before. */
export function changedLetter(to: string, now: string, publicUrl: string): Letter {
  return letter(to, 'Your PowerTrackr address was changed', [
    `Your account on ${publicUrl} has the address ${now} from now on. This address is no longer used there.`,
    'If it was you, all is well.',
    `If it was not you, somebody else is in your account. Ask whoever runs ${publicUrl} to lock it, and change the password of this mailbox.`,
  ]);
}

/** To somebody whose address another account wants. */
export function addressInUseLetter(to: string, publicUrl: string): Letter {
  return letter(to, 'You already have a PowerTrackr account', [
    'Somebody, perhaps you, wants to use this address for another PowerTrackr account.',
    `You already have an account with it on ${publicUrl}, so that does not work. To use it for the other one, sign in to the account that has it and change its address, or delete it. Nothing has changed.`,
    'If it was not you, you need not do anything.',
  ]);
}

export function deletedLetter(to: string, publicUrl: string): Letter {
  return letter(to, 'Your PowerTrackr account is deleted', [
    `Your account on ${publicUrl} was deleted just now, with every property that nobody else owns. This is the last mail to you.`,
    `If it was not you, tell whoever runs ${publicUrl} at once: they may have a backup. And change the password of this mailbox.`,
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
