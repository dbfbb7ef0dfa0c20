/**
 * What a proposal knows of a table: its columns' headers in plain words and the shapes of what they
 * hold. Pure, like everything in this folder: headers and cells in, a mapping out.
 */
import type { Culture } from '../../excel/culture.ts';
import type { FoundTable } from '../../excel/find-tables.ts';
import type { Cell } from '../cell.ts';
import { cellAt, isBlank, isDateCell, wordsOf } from '../cell.ts';
import { dateInText, dateOfSerial, isMonthFormat, provenOrder } from '../dates.ts';
import { numberInText } from '../decimals.ts';

export interface Column {
  readonly position: number;
  readonly header: string;
  /** In lower case without accents and punctuation: "Zähler-Nr." → "zahler nr". */
  readonly words: string;
  readonly filled: number;
  /** Shares of the filled cells, from 0 to 1; texts count as what they can be read as. */
  readonly numbers: number;
  readonly dates: number;
  readonly booleans: number;
  readonly texts: number;
  /** All dates are first days of a month, or months without a day. */
  readonly namesMonths: boolean;
  /** Its dates show no day: "Mar-23". */
  readonly showsMonths: boolean;
  /** What stands in it and how often; no more than `MOST_DISTINCT` are told apart. */
  readonly distinct: ReadonlyMap<string, number>;
  /** Texts that are dates in one order or another. */
  readonly dateTexts: readonly string[];
}

export const MOST_DISTINCT = 500;
/** Enough to know a column by. */
const MOST_ROWS = 5_000;

export function columnsOf(table: FoundTable, culture: Culture, date1904: boolean): Column[] {
  return table.headers.map((header, position) => {
    const cells = table.rows
      .slice(0, MOST_ROWS)
      .map((_, row) => cellAt(table, row, position))
      .filter((cell) => !isBlank(cell));
    return { position, header, words: plainWords(header), ...shapeOf(cells, culture, date1904) };
  });
}

type Shape = Omit<Column, 'position' | 'header' | 'words'>;

function shapeOf(cells: readonly Cell[], culture: Culture, date1904: boolean): Shape {
  const texts = cells.filter((cell) => typeof cell.value === 'string').map(wordsOf);
  const order = provenOrder(texts);
  const counts = { number: 0, date: 0, boolean: 0, text: 0 };
  const distinct = new Map<string, number>();
  const dateTexts: string[] = [];
  let months = 0;
  let monthFirsts = 0;
  for (const cell of cells) {
    const words = wordsOf(cell);
    if (distinct.size < MOST_DISTINCT || distinct.has(words)) {
      distinct.set(words, (distinct.get(words) ?? 0) + 1);
    }
    const what = kindOf(cell, words, culture);
    counts[what] += 1;
    if (what !== 'date') continue;
    if (typeof cell.value === 'string') dateTexts.push(words);
    const date =
      typeof cell.value === 'number'
        ? dateOfSerial(cell.value, date1904)
        : dateInText(words, order ?? 'MDY');
    const showsMonth = date?.day === null || isMonthFormat(cell.format);
    months += showsMonth ? 1 : 0;
    monthFirsts += showsMonth || date?.day === 1 ? 1 : 0;
  }
  const share = (count: number) => (cells.length === 0 ? 0 : count / cells.length);
  return {
    filled: cells.length,
    numbers: share(counts.number),
    dates: share(counts.date),
    booleans: share(counts.boolean),
    texts: share(counts.text),
    namesMonths: counts.date > 0 && monthFirsts === counts.date,
    showsMonths: counts.date > 0 && months === counts.date,
    distinct,
    dateTexts,
  };
}

function kindOf(
  cell: Cell,
  words: string,
  culture: Culture,
): 'number' | 'date' | 'boolean' | 'text' {
  if (typeof cell.value === 'boolean' || /^(true|false)$/i.test(words)) return 'boolean';
  if (typeof cell.value === 'number') return isDateCell(cell) ? 'date' : 'number';
  if (numberInText(words, culture) !== null) return 'number';
  const isDate = dateInText(words, 'MDY') !== null || dateInText(words, 'DMY') !== null;
  return isDate ? 'date' : 'text';
}

/** "Zähler-Nr. (alt)" → "zahler nr alt". */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%#]+/gu, ' ')
    .trim();
}
