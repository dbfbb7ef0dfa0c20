import { printable } from './fonts.ts';

type Measure = (text: string) => number;

/**
 * The lines of a text in a column: broken between words, and a word that is wider than the column
 * anywhere. Spaces that do not break stay.
 */
export function wrap(text: string, width: number, measure: Measure): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => words(paragraph, width, measure));
}

function words(paragraph: string, width: number, measure: Measure): string[] {
  const space = measure(' ');
  const lines: string[] = [];
  let used = Infinity;
  for (const word of paragraph.trim().split(/[ \t]+/)) {
    const own = measure(word);
    if (used + space + own <= width) {
      lines.push(`${lines.pop() ?? ''} ${word}`);
      used += space + own;
    } else {
      const parts = own <= width ? [word] : letters(word, width, measure);
      lines.push(...parts);
      used = measure(parts.at(-1) ?? '');
    }
  }
  return lines;
}

function letters(word: string, width: number, measure: Measure): string[] {
  const parts: string[] = [];
  let used = Infinity;
  for (const letter of printable(word)) {
    const own = measure(letter);
    if (used + own <= width) {
      parts.push((parts.pop() ?? '') + letter);
      used += own;
    } else {
      parts.push(letter);
      used = own;
    }
  }
  return parts;
}
