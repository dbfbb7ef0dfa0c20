/**
 * The wording of every mail: short, plain, friendly. A mail to an address that is not verified yet
 * repeats nothing that a stranger could have typed.
 */
import type { Letter } from './transport.ts';

export function codeLetter(to: string, code: string, minutes: number): Letter {
  return letter(to, `${code} is your PowerTrackr code`, [
    `Your code is ${code}`,
    `Type it where you signed up. It works for ${minutes} minutes, and only the newest code works.`,
    'If you did not just sign up for PowerTrackr, ignore this mail and do not pass the code on.',
  ]);
}

/** To somebody who has an account already, when their address is used to sign up again. */
export function alreadySignedUpLetter(to: string, publicUrl: string): Letter {
  return letter(to, 'You already have a PowerTrackr account', [
    'Somebody, perhaps you, tried to sign up for PowerTrackr with this address.',
    `You already have an account with it: sign in at ${publicUrl} with your password. Nothing has changed.`,
    'If it was not you, you need not do anything.',
  ]);
}

function letter(to: string, subject: string, paragraphs: readonly string[]): Letter {
  const text = ['Hello,', ...paragraphs, 'PowerTrackr'].map(wrapped).join('\n\n');
  return { to, subject, text: `${text}\n` };
}

/** Lines this short travel as they are, so that also the file of a mail reads well. */
function wrapped(paragraph: string): string {
  return paragraph.replace(/(?=.{73})(.{1,72}) /g, '$1\n');
}
