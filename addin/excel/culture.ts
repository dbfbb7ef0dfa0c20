import type { Host, RunOptions } from './host.ts';
import { run, supports } from './host.ts';

/** How the workbook writes numbers and dates, for texts that are meant as such. */
export interface Culture {
  readonly decimalSeparator: string;
  readonly thousandsSeparator: string;
  /** Order of day, month and year in its short date. */
  readonly dateOrder: DateOrder;
}

export type DateOrder = 'DMY' | 'MDY' | 'YMD';

export interface CultureRequest {
  /** To be called after the next sync. */
  readonly answer: () => {
    readonly culture: Culture;
    /** This Excel is too old to say all of it (1.11, 1.12): its language decided. */
    readonly isCultureGuessed: boolean;
    /** "dd.MM.yyyy": how the workbook shows a date. */
    readonly shortDate: string;
    readonly date1904: boolean;
  };
}

/** 1 January 1904 is 1462 in the date system that begins in 1900, and 0 in the other. */
const SERIAL_IN_1900 = 1462;

/** Asks for the separators, the date order and the date system; needs no sync of its own. */
export function requestCulture(host: Host, context: Excel.RequestContext): CultureRequest {
  const firstDay = context.workbook.functions.date(1904, 1, 1).load('value');
  const { application } = context;
  const hasSeparators = supports(host, '1.11');
  const hasDates = supports(host, '1.12');
  if (hasSeparators) application.load('decimalSeparator, thousandsSeparator');
  const dates = hasDates
    ? application.cultureInfo.datetimeFormat.load('shortDatePattern')
    : undefined;
  return {
    answer: () => {
      const { contentLanguage } = host.Office.context;
      const guess = guessCulture(contentLanguage);
      const shortDate = dates ? dates.shortDatePattern : guessShortDate(contentLanguage);
      return {
        shortDate,
        date1904: firstDay.value !== SERIAL_IN_1900,
        isCultureGuessed: !hasSeparators || !hasDates,
        culture: {
          decimalSeparator: hasSeparators ? application.decimalSeparator : guess.decimalSeparator,
          thousandsSeparator: hasSeparators
            ? application.thousandsSeparator
            : guess.thousandsSeparator,
          dateOrder: dateOrderOf(shortDate),
        },
      };
    },
  };
}

/** The same with a sync of its own. @throws HostProblem */
export function readCulture(
  host: Host,
  options?: RunOptions,
): Promise<ReturnType<CultureRequest['answer']>> {
  return run(
    host,
    async (context) => {
      const request = requestCulture(host, context);
      await context.sync();
      return request.answer();
    },
    options,
  );
}

/** What people who write in a language mostly use: "de-DE" → comma, point, day first. */
export function guessCulture(language: string): Culture {
  const known = Intl.NumberFormat.supportedLocalesOf([language || 'en-US'])[0] ?? 'en-US';
  const parts = new Intl.NumberFormat(known, { useGrouping: true }).formatToParts(1234567.8);
  const valueOf = (type: string) => parts.find((part) => part.type === type)?.value;
  const dateParts = new Intl.DateTimeFormat(known, { calendar: 'gregory' }).formatToParts(0);
  return {
    decimalSeparator: valueOf('decimal') ?? '.',
    thousandsSeparator: valueOf('group') ?? ',',
    dateOrder: dateOrderOf(dateParts.map((part) => part.type.slice(0, 1)).join('')),
  };
}

/** The short date of a language in the letters of a pattern: "de-DE" → "d.M.yyyy". */
function guessShortDate(language: string): string {
  const known = Intl.DateTimeFormat.supportedLocalesOf([language || 'en-US'])[0] ?? 'en-US';
  const letters: Readonly<Record<string, string>> = { day: 'd', month: 'M', year: 'y' };
  return new Intl.DateTimeFormat(known, { calendar: 'gregory', timeZone: 'UTC' })
    .formatToParts(Date.UTC(2005, 2, 4))
    .map(({ type, value }) => letters[type]?.repeat(value.length) ?? value)
    .join('');
}

/** Of a pattern such as "dd.MM.yyyy". */
export function dateOrderOf(pattern: string): DateOrder {
  const first = /[dmy]/i.exec(pattern)?.[0].toLowerCase();
  if (first === 'y') return 'YMD';
  return first === 'd' ? 'DMY' : 'MDY';
}
