import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StatementDocument } from '../../contract/statement-document.ts';
import { isFullScale } from '../../tests/setup/scale.ts';
import { BILL } from './document.fixture.ts';
import { collapsed, readPdf } from './read-pdf.fixture.ts';
import { statementPdf } from './statement-pdf.ts';
import { writingFor } from './writing.ts';

type Some = Partial<StatementDocument>;

const pdf = (some: Some = {}, locale?: string) =>
  statementPdf({ document: { ...BILL, ...some }, voided: null }, locale);
const read = async (some: Some = {}, locale?: string) => readPdf(await pdf(some, locale));
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Every letter of the language that ASCII does not have, and what is usual in text. */
const LETTERS = {
  en: ['en-US', 'USD', 'Zoë’s café “naïve” – £5 · $3'],
  es: ['es-ES', 'EUR', '¿Qué? ¡Sí! ÁÉÍÓÚÜÑ áéíóúüñ «cita» nº 1ª €'],
  de: ['de-DE', 'EUR', 'ÄÖÜẞ äöüß „Straße“ – 5 €'],
  fr: ['fr-FR', 'EUR', 'ÀÂÇÈÉÊËÎÏÔŒÙÛÜŸÆ àâçèéêëîïôœùûüÿæ « l’été » 5 €'],
  pt: ['pt-BR', 'BRL', 'ÁÂÃÀÇÉÊÍÓÔÕÚ áâãàçéêíóôõú R$ ordinal 1º 2ª'],
  fil: ['fil-PH', 'PHP', 'Ñ ñ Ng ng Mga gabi’t araw ₱ ÂÊÎÔÛ âêîôû áéíóú àèìòù'],
  others: ['en-GB', 'GBP', 'Łódź Žďár Győr Ştefan Đặng Ωμέγα Юлия £ ¥ ₹ ₩ ₫ ₺ ₽ ₦'],
} as const;

describe('what is printed is what the document says', () => {
  test.each(Object.entries(LETTERS))('letters of %s can be read and copied', async (_, one) => {
    const [locale, currency, letters] = one;
    const names = { tenant: letters, note: letters, issuer: `${letters}\n${letters}` };
    const some = { ...names, currency, openItems: [] };
    const { text } = await read(some, locale);
    // Once more below the page.
    expect(text.split(letters)).toHaveLength(6);
    expect(text).not.toContain('□');
  });

  test.each([
    ['en-US', 'USD', 'Mar 24, 2025', '$1,234,567.80', '1,290.5'],
    ['es-ES', 'EUR', '24 mar 2025', '1.234.567,80 €', '1290,5'],
    ['de-DE', 'EUR', '24.03.2025', '1.234.567,80 €', '1.290,5'],
    ['fr-FR', 'EUR', '24 mars 2025', '1 234 567,80 €', '1 290,5'],
    ['pt-BR', 'BRL', '24 de mar. de 2025', 'R$ 1.234.567,80', '1.290,5'],
    ['fil-PH', 'PHP', 'Mar 24, 2025', '₱1,234,567.80', '1,290.5'],
    ['ja-JP', 'JPY', '2025/03/24', '¥1,234,567.80', '1,290.5'],
    ['en-GB', 'GBP', '24 Mar 2025', '£1,234,567.80', '1,290.5'],
    // What the fonts cannot show in the language's own way is in English, with the currency's code.
    ['ar-EG', 'EGP', '24/03/2025', '1,234,567.80 EGP', '1,290.5'],
    ['th-TH', 'THB', '24 Mar 2025', 'THB 1,234,567.80', '1,290.5'],
  ])('in %s amounts and days are as usual there', async (locale, currency, day, money, kwh) => {
    const { text } = await read({ currency, totalDue: '1234567.80' }, locale);
    expect(text).toContain(`Please pay by ${day}.`);
    expect(text).toContain(money);
    expect(text).toContain(kwh);
    expect(text).not.toContain('□');
  });

  test('every line of a bill is on it, in order', async () => {
    const { pages, title, language, embeddedFonts } = await read({}, 'en-US');
    expect(pages).toHaveLength(2);
    expect(title).toBe('Electricity bill No. 12, Apt 1, Ann Lee');
    expect(language).toBe('en-US');
    expect(embeddedFonts).toHaveLength(2);
    const lines = [
      ...['Electricity bill', 'No. 12', 'Elm Street Ltd', '4 Elm Street', 'Springfield'],
      ...['Bill to', 'Ann Lee', 'Apt 1', 'Elm Street 4'],
      ...['Billing period Feb 1, 2025 – Feb 28, 2025', 'Issued Mar 10, 2025', 'Due Mar 24, 2025'],
      ...['$41.00', 'Total due', 'Please pay by Mar 24, 2025.'],
      ...['Meter readings', 'Opening', 'Closing', 'Multiplier', 'Usage'],
      ...['kitchen', '1,200', 'Jan 30, 2025', '1,290.5', 'Feb 27, 2025', '× 1', '90.5 kWh'],
      ...['cellar', 'estimated', '40', 'Jan 31, 2025', '–', '× 10', '9.5 kWh'],
      ...['All meters', '100 kWh', 'Charge of this period'],
      'The utility’s bill is $100.00 for 400 kWh, which is $0.25 per kWh.',
      ...[
        'Own usage, 100 kWh',
        '$25.00',
        'Share of the common usage',
        '$12.50',
        'Charge',
        '$37.50',
      ],
      'Part of the usage is estimated',
      ...['Your account', 'Balance of bill No. 3', '$30.00', 'Charge of this period', '$37.50'],
      ...['Feb 10, 2025', 'Payment received, thank you, R-2', '-$20.00'],
      ...['Feb 3, 2025', 'Adjustment: Bulb replaced', '-$2.50'],
      ...[
        'Correction: Usage corrected from 200 to 180 kWh (period to Jan 31, 2025)',
        '-$4.00',
        'Total due',
      ],
      ...['$41.00', 'counted up to Mar 10, 2025', 'What is still to be paid'],
      ...['Charge of the period to Jan 31, 2025', '$36.00', '$3.50'],
      ...['Charge of the period to Feb 28, 2025', '$37.50', '$37.50'],
      ...['How to pay', 'Questions about this bill', 'Bank transfer', 'IBAN XX00 0000'],
      ...['Grace Hopper', 'office@elm.example', 'Thank you for paying on time.'],
      ...['not from the electric utility', 'No. 12 · Apt 1 · Ann Lee · Amounts in USD'],
    ];
    expect(inOrder((await read({}, 'en-US')).text, lines)).toEqual([]);
  });

  test('what is owed to the tenant is their credit, and they are asked for nothing', async () => {
    const { text } = await read({ totalDue: '-41.00' }, 'en-US');
    expect(text).toContain('$41.00 Your credit There is nothing to pay.');
    expect(text).not.toContain('Please pay');
    expect((await read({ dueDate: null })).text).not.toContain('Please pay');
  });

  test('a correction has neither meters nor a charge', async () => {
    const nothing = { meters: [], usageKwh: null, rate: null, billAmount: null, billKwh: null };
    const { text, title } = await read({ ...nothing, kind: 'correction', tenant: null });
    expect(text).not.toMatch(/Meter readings|Charge of this period/);
    expect(title).toBe('Correction of electricity bills No. 12, Apt 1');
  });

  test('a void one says so on every page, with day and reason', async () => {
    const payments = Array.from({ length: 80 }, () => BILL.payments).flat();
    const voided = { at: '2025-04-01T10:00:00.000Z', reason: 'Wrong reading' };
    const document = { ...BILL, payments };
    const { pages } = await readPdf(await statementPdf({ document, voided }, 'en-US'));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('VOID');
    expect(collapsed(pages[0] ?? '')).toContain(
      'Void since Apr 1, 2025. Nothing is owed by this bill. Reason: Wrong reading',
    );
  });
});

describe('paper', () => {
  test.each([
    ...([
      ['en-US', 612, 792],
      ['es-MX', 612, 792],
      ['fil', 612, 792],
      ['en-GB', 595, 841],
    ] as const),
    ...([
      ['de', 595, 841],
      ['pt-BR', 595, 841],
      ['xx-nonsense', 612, 792],
    ] as const),
  ])('for %s is %i by %i points', async (locale, width, height) => {
    const { size } = await read({}, locale);
    expect(size.map(Math.floor)).toEqual([width, height]);
  });

  test('without a locale follows the currency: Letter and English for US dollars, else A4', async () => {
    expect((await read()).size[0]).toBe(612);
    expect((await read({ currency: 'EUR' })).size[0]).toBeCloseTo(595.28);
  });

  test('is numbered where there is more than one sheet', async () => {
    expect((await read({ openItems: [] })).text).not.toContain('Page 1');
    const payments = Array.from({ length: 200 }, () => BILL.payments).flat();
    const { pages } = await read({ payments });
    expect(pages.length).toBeGreaterThan(3);
    for (const [n, page] of pages.entries()) {
      expect(page).toContain(`Page ${n + 1} of ${pages.length}`);
    }
    expect(pages.join('\n').match(/R-2/g)).toHaveLength(200);
  });

  test('a page is read to who cannot see it: headings, tables, and no decoration', async () => {
    const { tags } = await read();
    expect(tags.slice(0, 4)).toEqual(['Root', 'Document', 'H1', 'P']);
    expect(tags.filter((tag) => tag === 'Table')).toHaveLength(4);
    expect(tags.filter((tag) => tag === 'H2')).toHaveLength(4);
    expect(tags).not.toContain('Artifact');
  });
});

describe('whatever is written', () => {
  test('letters that the fonts do not have are boxes, and the rest of the line stands', async () => {
    const { text } = await read({ tenant: 'Wang 王小明 (A-2)', unit: 'שלום', note: 'ok 👨‍👩‍👧!' });
    expect(text).toContain('Wang □□□ (A-2)');
    expect(text).toContain('□□□□');
    expect(text).toContain('ok □!');
  });

  test('texts of any kind and length are printed whole, within the paper', async () => {
    const typed = fc.string({ unit: 'binary', maxLength: 500 });
    const long = fc.constantFrom('x'.repeat(1000), 'word '.repeat(200), '\n'.repeat(500), '');
    const texts = fc.record({
      ...{ tenant: fc.option(fc.oneof(typed, long)), unit: fc.oneof(typed, long) },
      ...{ issuer: fc.oneof(typed, long), contact: fc.oneof(typed, long), note: long },
      ...{ property: typed, paymentDetails: fc.oneof(typed, long) },
    });
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const { pages, text } = await read(some);
        expect(pages.length).toBeLessThan(40);
        expect(text).toContain('Total due');
      }),
      { numRuns: isFullScale ? 250 : 10 },
    );
  });

  test('a word that is wider than the page goes on in the next line', async () => {
    const { text } = await read({ note: 'x'.repeat(1000) });
    const runs = text.match(/x{50,}/g) ?? [];
    expect(runs.length).toBeGreaterThan(1);
    expect(runs.join('')).toHaveLength(1000);
  });
});

describe('the same statement gives the same bytes', () => {
  test('also after others, whose letters share glyphs with its own, and on another day', async () => {
    const odd = { note: 'a\u00A0b\u2007c \uFB01 ﬂ Ω \u2126 \u00B5 μ', tenant: 'final office' };
    const before = hash(await pdf({ note: 'a b c fi fl Ω µ', tenant: 'final office' }, 'en-US'));
    await pdf(odd, 'fr-FR');
    await pdf({ tenant: LETTERS.others[2] }, 'de-DE');
    const { text } = await read({ note: 'fi a b' }, 'en-US');
    expect(text).toContain('fi a b');
    expect(hash(await pdf({ note: 'a b c fi fl Ω µ', tenant: 'final office' }, 'en-US'))).toBe(
      before,
    );
  });

  test('in another process too', async () => {
    await pdf({ note: 'ﬁ\u00A0Ω' }, 'fr-FR');
    const program = fileURLToPath(new URL('./print.fixture.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program]);
    expect(stdout).toBe(hash(await pdf({}, 'de-DE')));
  });
});

test('a rate keeps the decimals that it has', () => {
  const { rate } = writingFor('en-US', 'USD');
  expect(['0.281740', '0.200000', '12.300000', '1.000000'].map(rate)).toEqual([
    ...['$0.28174', '$0.20', '$12.30', '$1.00'],
  ]);
});

/** Those that do not stand there, each after the one before. */
function inOrder(text: string, lines: readonly string[]): string[] {
  let from = 0;
  return lines.filter((line) => {
    const at = text.indexOf(line, from);
    if (at >= 0) from = at + line.length;
    return at < 0;
  });
}
