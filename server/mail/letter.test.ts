import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { afterAll, describe, expect, test } from 'vitest';
import { quoted } from './letter.ts';
import {
  addressInUseLetter,
  alreadySignedUpLetter,
  changeAskedLetter,
  changeCodeLetter,
  changedLetter,
  codeLetter,
  deletedLetter,
  invitationLetter,
  passwordChangedLetter,
  recoveryCodeUsedLetter,
  recoveryCodesRenewedLetter,
  resetLetter,
  secondFactorOffLetter,
  secondFactorOnLetter,
} from './letters.ts';
import { fileTransport } from './transport.ts';
import type { Letter } from './transport.ts';

const FROM = 'PowerTrackr <no-reply@ledger.example.com>';
const SITE = 'https://ledger.example.com';
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((one) => rm(one, { recursive: true }))));

const invitation = {
  to: 'bob@example.com',
  by: { name: 'Ada', email: 'ada@example.com' },
  property: 'Elm Street 4',
  role: 'editor',
  code: 'K7QM-2XWD-9FTB-H4PZ',
  days: 14,
} as const;

const named = (name: string, property: string) =>
  invitationLetter({ ...invitation, by: { ...invitation.by, name }, property }, SITE);

/** As it goes over the wire. */
async function sent(letter: Letter) {
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-letter-'));
  folders.push(folder);
  await fileTransport(folder, FROM, () => {}).send('7f3d', letter);
  const [name = ''] = await readdir(folder);
  const raw = await readFile(join(folder, name), 'utf8');
  return { raw, mail: await PostalMime.parse(raw) };
}

/** What a person reads of the HTML: the text between its tags. */
function readable(html = ''): string {
  const entities: Record<string, string> = {
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" },
  };
  return (html.split('<body')[1] ?? '')
    .replaceAll(/<[^>]*>|^[^<>]*>/g, ' ')
    .replaceAll(/&(#?\w+);/g, (_, name: string) => entities[name] ?? '?');
}

const words = (text = '') => text.split(/\s+/).filter(Boolean);

const BOB = 'bob@example.com';
const LETTERS = [
  ['a code', codeLetter(BOB, '012345', 15)],
  ['a code for another password', resetLetter(BOB, '012345', 15)],
  ['a code to another address', changeCodeLetter(BOB, '012345', 15)],
  ['signed up already', alreadySignedUpLetter(BOB, SITE)],
  ['another password', passwordChangedLetter(BOB, SITE)],
  ['another address is asked for', changeAskedLetter(BOB, 'robert@example.com', SITE)],
  ['another address', changedLetter(BOB, 'robert@example.com', SITE)],
  ['an address that is in use', addressInUseLetter(BOB, SITE)],
  ['the second step is on', secondFactorOnLetter(BOB, SITE)],
  ['the second step is off', secondFactorOffLetter(BOB, SITE)],
  ['new recovery codes', recoveryCodesRenewedLetter(BOB, SITE)],
  ['a recovery code was used', recoveryCodeUsedLetter(BOB, 1, SITE)],
  ['the account is deleted', deletedLetter(BOB, SITE)],
  ['an invitation', invitationLetter(invitation, SITE)],
] as const;

describe.each(LETTERS)('%s', (_, letter) => {
  test('says the same in text and in HTML', async () => {
    const { mail } = await sent(letter);
    expect(words(readable(mail.html))).toEqual(words(mail.text));
  });

  test('asks no server for anything, and takes the colours of its reader', async () => {
    const { html = '' } = (await sent(letter)).mail;
    expect(html).not.toMatch(/<(img|link|script|style|iframe|object|a|form)\b|url\(|src=|href=/i);
    expect(html).not.toMatch(/(?:background|[^-]color):/i);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('<html lang="en">');
  });

  test('is told apart from mail of people, and no absence note answers it', async () => {
    const { mail, raw } = await sent(letter);
    expect(raw).toContain('Auto-Submitted: auto-generated\r\n');
    expect(raw).toContain('X-Auto-Response-Suppress: All\r\n');
    expect(mail.messageId).toBe('<7f3d@ledger.example.com>');
    expect(mail.from).toMatchObject({
      name: 'PowerTrackr',
      address: 'no-reply@ledger.example.com',
    });
    expect(mail.to).toMatchObject([{ address: 'bob@example.com' }]);
  });

  test('no line of its text is longer than a screen is wide', async () => {
    const { text = '' } = (await sent(letter)).mail;
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(76);
  });
});

test('a code stands on a line of its own, as it is typed', async () => {
  const code = await sent(codeLetter('bob@example.com', '012345', 15));
  expect(code.mail.text).toMatch(/^Your code is 012345$/m);
  expect(code.mail.html).toMatch(/^<p [^>]*>012345<\/p>$/m);
  const invited = await sent(invitationLetter(invitation, SITE));
  expect(invited.mail.text).toMatch(/^Your invitation code is K7QM-2XWD-9FTB-H4PZ$/m);
  expect(invited.mail.html).toMatch(/^<p [^>]*>K7QM-2XWD-9FTB-H4PZ<\/p>$/m);
});

test('an answer to an invitation goes to who invited, any other to the sender', async () => {
  const { mail } = await sent(invitationLetter(invitation, SITE));
  expect(mail.replyTo).toMatchObject([{ address: 'ada@example.com' }]);
  expect((await sent(codeLetter('bob@example.com', '012345', 15))).mail.replyTo).toBeUndefined();
});

test.each([
  ['Ada\r\nBcc: eve@example.com', 'Ada Bcc: eve at example. com'],
  ['Ada\u2028\u0000Eve', 'Ada Eve'],
  ['evil\u202Etxt.exe', 'eviltxt. exe'],
  ['see https://evil.example/login', 'see https: //evil. example/login'],
  ['No. 4.5, St. Mary', 'No. 4.5, St. Mary'],
  ['Søren Łuk ﷽ 黒', 'Søren Łuk ﷽ 黒'],
])('what a user typed, %j, is told as %j', (typed, told) => {
  expect(quoted(typed)).toBe(told);
});

test('names inject nothing: no header, no tag, no link', async () => {
  const evil = fc.constantFrom(
    ...['\r\nBcc: eve@example.com\r\n\r\nbody', '<script>', '</p><a href="https://evil.example">'],
    ...['=?utf-8?B?PGI+?=', '"><img src=x>', '&lt;b&gt;', 'https://evil.example', '\u2028', "'"],
  );
  const name = fc.array(fc.oneof(evil, fc.string({ unit: 'grapheme' })), { maxLength: 4 });
  const text = name.map((parts) => parts.join('').slice(0, 100));
  const { mail: plain } = await sent(named('Ada', 'Elm Street 4'));
  const tags = (html = '') => html.match(/<[^>]*>/g);
  await fc.assert(
    fc.asyncProperty(text, text, async (who, where) => {
      const { mail } = await sent(named(who, where));
      expect(mail.headers.map((one) => one.key)).toEqual(plain.headers.map((one) => one.key));
      expect(mail.to).toEqual(plain.to);
      expect(mail.cc ?? mail.bcc).toBeUndefined();
      expect(tags(mail.html)?.slice(6)).toEqual(tags(plain.html)?.slice(6));
      expect(words(readable(mail.html))).toEqual(words(mail.text));
      expect(mail.text).not.toMatch(/evil\.example|:\/\/(?!ledger)/);
      expect(mail.subject).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 200 },
  );
});
