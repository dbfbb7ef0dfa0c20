import type { PagePart, PageTexts } from '../../../excel/bills/template-sheet.ts';
import { PAGE_PARTS } from '../../../excel/bills/template-sheet.ts';
import type { BillValues } from '../fields.ts';
import { DRAFT } from '../fields.ts';
import type { Piece } from './markup.ts';
import type { Template } from './parse.ts';
import type { Voice } from './texts.ts';
import { textOf } from './texts.ts';

/** On every page of a bill that was not issued, above whatever stands there. */
export const DRAFT_MARK = `&"-,Bold"${DRAFT.toUpperCase()}&"-,Regular"`;

/** Excel takes no more in a whole header or footer, with the codes of its sections. */
const LONGEST = 255;

/**
 * The header and footer of a bill, only what differs from `now`, and whether something had to be cut.
 * Sections without a field stay as they are, but for the mark of a draft.
 */
export function pageTexts(
  template: Template,
  values: BillValues,
  voice: Voice,
  now: PageTexts,
): { readonly page: Partial<PageTexts>; readonly isCut: boolean } {
  const fields = new Map(template.page.map(({ part, pieces }) => [part, pieces]));
  const isMarked = values.bill.number === null && !hasDraftField(template);
  const wanted = Object.fromEntries(
    PAGE_PARTS.map((part) => {
      const pieces = fields.get(part);
      const text = pieces ? filled(pieces, values, voice) : unmarked(now[part]);
      return [part, isMarked && part === 'centerHeader' ? marked(text) : text];
    }),
  ) as Record<PagePart, string>;
  const isCut = [headers, footers].map((parts) => cut(wanted, parts, fields)).includes(true);
  const changed = PAGE_PARTS.filter((part) => wanted[part] !== now[part]);
  return { page: Object.fromEntries(changed.map((part) => [part, wanted[part]])), isCut };
}

const headers = PAGE_PARTS.slice(0, 3);
const footers = PAGE_PARTS.slice(3);

function hasDraftField({ rows }: Template): boolean {
  return rows.some(({ cells }) =>
    cells.some(({ pieces }) =>
      pieces.some((piece) => typeof piece !== 'string' && piece.name === 'draft'),
    ),
  );
}

const marked = (text: string): string => (text === '' ? DRAFT_MARK : `${DRAFT_MARK}\n${text}`);
const unmarked = (text: string): string =>
  text.startsWith(DRAFT_MARK) ? text.slice(DRAFT_MARK.length).replace(/^\n/, '') : text;

function filled(pieces: readonly Piece[], values: BillValues, voice: Voice): string {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else text = joined(text, textOf(piece, values.whole(piece), voice));
  }
  return text;
}

/** A value within codes: its own "&" is one, and its digits are no part of a font's size. */
function joined(before: string, value: string): string {
  const space = /&\d+$/.test(before) && /^\d/.test(value) ? ' ' : '';
  return before + space + value.replaceAll('&', '&&');
}

/** Makes the longest filled section as short as has to be; tells whether anything was cut. */
function cut(
  texts: Record<PagePart, string>,
  parts: readonly PagePart[],
  fields: ReadonlyMap<PagePart, unknown>,
): boolean {
  const lengthOf = (part: PagePart) => (texts[part] === '' ? 0 : texts[part].length + 2);
  const over = parts.reduce((sum, part) => sum + lengthOf(part), 0) - LONGEST;
  if (over <= 0) return false;
  const [longest] = parts
    .filter((part) => fields.has(part))
    .toSorted((a, b) => texts[b].length - texts[a].length);
  if (!longest) return false;
  // Not in the middle of a code or of a letter of two halves.
  const kept = texts[longest].slice(0, Math.max(0, texts[longest].length - over - 1));
  texts[longest] = `${kept.replace(/(?<!&)&$|[\uD800-\uDBFF]$/, '')}…`;
  return true;
}
