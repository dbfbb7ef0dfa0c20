// The separators and names of a workbook's culture, told to the formatting library (numfmt).
// This folder turns values into shown text and typed text into values; of ours it imports the model only.
import { addLocale, getLocale } from 'numfmt';
import type { Culture } from '../model/workbook.ts';

const tags = new Map<string, string>();
/** The same, by the culture object itself: a text is asked for per cell. */
const tagsOf = new WeakMap<Culture, string>();

/** The library's order of a date's parts: 0 month first, 1 day first, 2 year first. */
function dateOrder(pattern: string): 0 | 1 | 2 {
  const first = /[dmy]/iu.exec(pattern)?.[0].toLowerCase();
  return first === 'y' ? 2 : first === 'd' ? 1 : 0;
}

/**
 * The name under which the library knows this culture. A person can choose other separators than
 * their language has, so each combination is registered once, under a tag of its own.
 */
export function localeOf(culture: Culture): string {
  const tag = tagsOf.get(culture) ?? registered(culture);
  tagsOf.set(culture, tag);
  return tag;
}

function registered(culture: Culture): string {
  const key = JSON.stringify(culture);
  const known = tags.get(key);
  if (known) return known;
  const tag = `${culture.name.slice(0, 2).toLowerCase()}-X${tags.size.toString(36).toUpperCase().padStart(3, '0')}`;
  const base = getLocale(culture.name) ?? getLocale('en-US');
  addLocale(
    {
      ...base,
      group: culture.thousandsSeparator,
      decimal: culture.decimalSeparator,
      currency: culture.currencySymbol,
      format: {
        ...base?.format,
        dateOrder: dateOrder(culture.shortDatePattern),
        dateSep: culture.dateSeparator,
        timeSep: culture.timeSeparator,
      },
    },
    tag,
  );
  tags.set(key, tag);
  return tag;
}
