/**
 * A letter as plain text and as HTML, made of the same parts: so that both say the same, and nothing
 * that a user typed is ever anything but text. No picture, no script, no colour of its own: it looks
 * as the reader has set it, light or dark, and asks no server for anything.
 */
import type { Letter } from './transport.ts';

/** A paragraph; or a code on a line of its own, easily read and copied. */
export type Part = string | { readonly before: string; readonly code: string };

/** Lines this short travel as they are, so that also the file of a mail reads well. */
const LINE = 72;

export function letter(
  to: string,
  subject: string,
  parts: readonly Part[],
  replyTo: string | null = null,
): Letter {
  const all = ['Hello,', ...parts, 'PowerTrackr'];
  const text = `${all.map(plain).join('\n\n')}\n`;
  return { to, replyTo, subject, text, html: page(subject, all.map(marked).join('\n')) };
}

/**
 * A letter in a user's own words, for somebody else: as they stand, with who wrote them below.
 *
 * @param words lines end in "\n"
 */
export function ownWords(
  { to, fromName, replyTo }: Pick<Letter, 'to' | 'fromName' | 'replyTo'>,
  subject: string,
  words: string,
  below: string,
): Letter {
  const paragraphs = words.trim().split(/\n{2,}/);
  const text = `${words.trim().split('\n').map(wrapped).join('\n')}\n\n--\n${wrapped(below)}\n`;
  const html = [
    ...paragraphs.map((one) => `<p style="${PARAGRAPH}">\n${lines(one)}\n</p>`),
    `<p style="${PARAGRAPH};font-size:13px">\n${lines(below)}\n</p>`,
  ];
  const from = fromName === undefined ? {} : { fromName };
  return { to, ...from, replyTo, subject, text, html: page(subject, html.join('\n')) };
}

function lines(paragraph: string): string {
  return paragraph.split('\n').map(escaped).join('<br>\n');
}

/**
 * What a user typed, for a letter to somebody else: on one line, in the reader's direction of writing,
 * and nothing that a mail program would make a link of.
 */
export function quoted(typed: string): string {
  return typed
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replaceAll('://', ': //')
    .replaceAll('@', ' at ')
    .replaceAll(/(?<=\S)\.(?=\p{L})/gu, '. ')
    .trim();
}

function plain(part: Part): string {
  return typeof part === 'string' ? wrapped(part) : `${part.before} ${part.code}`;
}

function wrapped(paragraph: string): string {
  const lines: string[] = [];
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= LINE) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else lines.push(word);
  }
  return lines.join('\n');
}

const PARAGRAPH = 'margin:0 0 16px';
const CODE = `${PARAGRAPH};font:bold 28px/1.4 Consolas,Menlo,monospace`;
const BODY = 'margin:0;padding:24px;font:16px/1.5 "Segoe UI",Helvetica,Arial,sans-serif';

function marked(part: Part): string {
  if (typeof part === 'string') {
    return `<p style="${PARAGRAPH}">\n${wrapped(part).split('\n').map(escaped).join('\n')}\n</p>`;
  }
  const { before, code } = part;
  return `<p style="margin:0">${escaped(before)}</p>\n<p style="${CODE}">${escaped(code)}</p>`;
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
</head>
<body style="${BODY.replaceAll('"', '&quot;')}">
<div role="article" style="max-width:560px">
${body}
</div>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
