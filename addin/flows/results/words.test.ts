import { expect, test } from 'vitest';
import { KIND_COLUMNS, RESULT_KINDS, columnsOf } from './forms.ts';
import { LANGUAGES, RESULT_WORDS, languageFor, languageOf } from './words.ts';

test.each(LANGUAGES)(
  '%s: headers of a table and names of sheets are such as Excel takes',
  (one) => {
    const { headers, sheets } = RESULT_WORDS[one];
    for (const kind of RESULT_KINDS) {
      const row = KIND_COLUMNS[kind].map(({ key }) => headers[key].toLowerCase());
      expect(new Set(row).size).toBe(row.length);
      expect(sheets[kind]).toMatch(/^[^:\\/?*[\]']{1,31}$/);
      expect(
        languageOf(
          KIND_COLUMNS[kind].map(({ key }) => key),
          KIND_COLUMNS[kind].map(({ key }) => headers[key]),
        ),
      ).toBe(one);
    }
    expect(new Set(Object.values(sheets)).size).toBe(RESULT_KINDS.length);
  },
);

test('a workbook of a language without words of its own gets English ones', () => {
  expect(['pt-BR', 'de', 'fil-PH', ''].map(languageFor)).toEqual(['pt', 'de', 'en', 'en']);
});

test('columns come in the chosen order; those that rows are known by are there in any case', () => {
  const keys = (columns: string[]) =>
    columnsOf({ kind: 'Balances', columns }).map(({ key }) => key);
  expect(keys(['closing', 'tenant'])).toEqual(['unit', 'closing', 'tenant']);
  expect(keys(['nonsense'])).toEqual(['unit', 'tenant']);
});
