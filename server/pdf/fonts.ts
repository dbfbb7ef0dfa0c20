/**
 * The letters that bills are printed in: Source Sans 3, under the SIL Open Font License, from npm. It has
 * the letters of all languages that are written in Latin, Greek or Cyrillic, and the signs of currencies.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import type { Font } from 'fontkit';

const FILES = {
  regular: '400Regular/SourceSans3_400Regular.ttf',
  bold: '600SemiBold/SourceSans3_600SemiBold.ttf',
} as const;
export type FontName = keyof typeof FILES;
export const FONT_NAMES = ['regular', 'bold'] as const satisfies readonly FontName[];

/** Stands for a letter that the fonts do not have. */
const UNKNOWN = '□';

const require = createRequire(import.meta.url);
const opened = new Map<FontName, Font>();

/** Read once and used for all bills: that takes most of the time of a first one. */
export function fontOf(name: FontName): Font {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const path = require.resolve(`@expo-google-fonts/source-sans-3/${FILES[name]}`);
  const font = create(readFileSync(path));
  if (!('layout' in font)) throw new Error(`${path} holds several fonts`);
  opened.set(name, font);
  return font;
}

let canonical: ReadonlyMap<number, string> | null = null;

/**
 * Every character that both fonts have, and the one to print for it: where several share a glyph (all
 * kinds of spaces), the first. For a font remembers of each glyph what asked for it first, a character or
 * a letter that it is part of, and that is what whoever copies text gets. So that no bill depends on those
 * before it, all characters ask here, in their order.
 */
function characters(): ReadonlyMap<number, string> {
  if (canonical !== null) return canonical;
  const [regular, bold] = [fontOf('regular'), fontOf('bold')];
  const firstOf = new Map<number, number>();
  const found = new Map<number, string>();
  for (const codePoint of regular.characterSet.toSorted((a, b) => a - b)) {
    if (!bold.hasGlyphForCodePoint(codePoint)) continue;
    const { id } = regular.glyphForCodePoint(codePoint);
    bold.glyphForCodePoint(codePoint);
    const first = firstOf.get(id) ?? codePoint;
    firstOf.set(id, first);
    found.set(codePoint, String.fromCodePoint(first));
  }
  canonical = found;
  return found;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Change how their neighbours look, or nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu;
/** Written as one glyph, meant as letters. */
const LIGATURES = /[\uFB00-\uFB06]/g;

/** The text in characters that can be printed; each letter that cannot is a box. One line. */
export function printable(text: string): string {
  if (/^[\x20-\x7E]*$/.test(text)) return text;
  const known = characters();
  const plain = text
    .normalize('NFC')
    .replaceAll(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replaceAll(LIGATURES, (one) => one.normalize('NFKC'));
  return Array.from(graphemes.segment(plain), ({ segment }) => {
    const visible = Array.from(segment.replaceAll(INVISIBLE, ''), (one) =>
      known.get(one.codePointAt(0) ?? 0),
    );
    return visible.includes(undefined) ? UNKNOWN : visible.join('');
  }).join('');
}

/** Whether nothing of it would be a box. */
export function isPrintable(text: string): boolean {
  return !printable(text).includes(UNKNOWN);
}
