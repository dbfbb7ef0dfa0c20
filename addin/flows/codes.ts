/** Codes as people type and paste them. Pure. */
const DIGITS = /^\d{6}$/;
/** Five and five of the alphabet in which they are made; where the dash stands is as one likes. */
const RECOVERY = /^[0-9A-Za-z]{10}$/;
const INVITATION = /^[0-9A-Za-z]{16}$/;

/** Without blanks and dashes, of which pasting and reading aloud bring some along. */
export function bareCode(text: string): string {
  return text.replace(/[\s\p{Pd}]/gu, '');
}

/** Six digits of a mail or an app; null while they are none. */
export function sixDigits(text: string): string | null {
  const bare = bareCode(text);
  return DIGITS.test(bare) ? bare : null;
}

/** Of the second step: six digits, or a recovery code. */
export function secondStepCode(text: string): string | null {
  const bare = bareCode(text);
  return DIGITS.test(bare) || RECOVERY.test(bare) ? bare : null;
}

export function invitationCode(text: string): string | null {
  const bare = bareCode(text);
  return INVITATION.test(bare) ? bare : null;
}

/** Whether it came at once, pasted or filled in by the system, and not key by key. */
export function isPutIn(before: string, after: string): boolean {
  const [old, now] = [bareCode(before), bareCode(after)];
  const shorter = Math.min(old.length, now.length);
  let same = 0;
  while (same < shorter && old[same] === now[same]) same += 1;
  let end = 0;
  while (end < shorter - same && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return now.length - same - end > 1;
}

/** In groups, as one types it: "ABCD EFGH IJKL". */
export function inGroups(text: string, size: number): string {
  return text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? '';
}
