import type { WorkbookContent } from '../../addin/excel/find-tables.ts';
import type { Mapping } from '../../addin/flows/mapping.ts';
import { applyMapping } from '../../addin/flows/apply.ts';

/** Signs that one currency has to itself, or that its users hardly ever write otherwise. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/£/, 'GBP'],
  [/€/, 'EUR'],
  [/₱/, 'PHP'],
  [/₹/, 'INR'],
  [/₩/, 'KRW'],
  [/₺/, 'TRY'],
  [/₪/, 'ILS'],
  [/[¥￥]/, 'JPY'],
  [/zł/, 'PLN'],
];
const CODES = new Set(Intl.supportedValuesOf('currency'));
const USUAL = 'USD';

/** The currency that the columns of amounts show, in their headers or formats. */
export function currencyOf(content: WorkbookContent, mapping: Mapping | null): string {
  if (mapping === null) return USUAL;
  const { origins } = applyMapping(content, mapping);
  const shown = origins.flatMap(({ table, columns }) => {
    const amount = columns.get('amount');
    if (amount === undefined) return [];
    return [
      table.headers[amount] ?? '',
      ...table.cells.formats.map((row) => row[amount] ?? ''),
      ...table.cells.text.map((row) => row[amount] ?? ''),
    ];
  });
  for (const text of shown) {
    const code = text.match(/\b[A-Z]{3}\b/g)?.find((one) => CODES.has(one));
    const sign = SIGNS.find(([pattern]) => pattern.test(text))?.[1];
    if (code ?? sign) return code ?? sign ?? USUAL;
  }
  return USUAL;
}
