import type { Flag } from '../../../contract/allocation.ts';
import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { pt } from './languages/pt.ts';

/** What stands in the workbook's tables of results, in one language. */
export type ResultWords = typeof en;
export type HeaderKey = keyof ResultWords['headers'];

export const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];
export const RESULT_WORDS: Readonly<Record<Language, ResultWords>> = { en, de, es, fr, pt };

export const FLAG_WORDS: Readonly<Record<Flag, string>> = en.flags;

/** The language of a workbook's new tables: "pt-BR" → Portuguese; English where there are no words of it. */
export function languageFor(contentLanguage: string): Language {
  const wanted = contentLanguage.toLowerCase().split('-')[0];
  return LANGUAGES.find((one) => one === wanted) ?? 'en';
}

/** The language that a table's headers are written in; null where they tell of none. */
export function languageOf(
  keys: readonly HeaderKey[],
  headers: readonly string[],
): Language | null {
  const counts = LANGUAGES.map((language) => {
    const known = RESULT_WORDS[language].headers;
    return { language, count: keys.filter((key) => headers.includes(known[key])).length };
  });
  const best = counts.toSorted((a, b) => b.count - a.count)[0];
  return best !== undefined && best.count > 0 ? best.language : null;
}
