/** What was measured, and how the charge comes of it. */
import type { StatementMeter } from '../../contract/statement-document.ts';
import { GREY } from './style.ts';
import type { Cell } from './sheet.ts';
import type { Printed } from './printed.ts';
import { headRow, section, sumRow, tableRow } from './table.ts';
import { FLAG_WORDS, METER_FLAG_WORDS } from './words.ts';

export function metersPart(printed: Printed): void {
  const { sheet, document, writing } = printed;
  const { meters, usageKwh } = document;
  if (meters.length === 0) return;
  const hasMultiplier = meters.some(({ multiplier }) => Number(multiplier) !== 1);
  const w = sheet.width;
  const columns: readonly Omit<Cell, 'text'>[] = [
    { x: 0, width: w * 0.26 },
    { x: w * 0.26, width: w * 0.2, align: 'right' },
    { x: w * 0.46, width: w * 0.2, align: 'right' },
    { x: w * 0.66, width: w * 0.12, align: 'right' },
    { x: w * 0.78, width: w * 0.22, align: 'right' },
  ];
  const row = (texts: readonly string[], below: readonly string[] = []) =>
    columns.flatMap((column, n): Cell[] =>
      n === 3 && !hasMultiplier ? [] : [{ ...column, text: texts[n] ?? '', below: below[n] ?? '' }],
    );
  section(sheet, 'Meter readings', 70);
  sheet.within('Table', () => {
    headRow(sheet, row(['Meter', 'Opening', 'Closing', 'Multiplier', 'Usage']));
    for (const meter of meters) {
      tableRow(sheet, row(meterTexts(meter, printed), meterNotes(meter, printed)));
    }
    if (meters.length > 1 && usageKwh !== null) {
      sumRow(sheet, row(['All meters', '', '', '', `${writing.number(usageKwh)} kWh`]));
    }
  });
}

function meterTexts(meter: StatementMeter, { document, writing }: Printed): string[] {
  const { subMeter, openingReading, closingReading, multiplier, usageKwh } = meter;
  const reading = (kwh: string | null) => (kwh === null ? '–' : writing.number(kwh));
  const factor = multiplier.includes('.') ? multiplier.replace(/\.?0+$/, '') : multiplier;
  return [
    subMeter === '' ? document.unit : subMeter,
    ...[reading(openingReading), reading(closingReading), `× ${writing.number(factor)}`],
    `${writing.number(usageKwh)} kWh`,
  ];
}

/** The days of the readings, and what there is to know of them. */
function meterNotes({ openingDate, closingDate, flags }: StatementMeter, { writing }: Printed) {
  const day = (iso: string | null) => (iso === null ? '' : writing.day(iso));
  return [
    flags.flatMap((flag) => METER_FLAG_WORDS[flag] ?? []).join(', '),
    ...[day(openingDate), day(closingDate)],
  ];
}

/** By usage, by the share of the common part, and together. */
export function chargePart({ sheet, document, writing }: Printed): void {
  const { usageKwh, rate, billAmount, billKwh, usageCharge, commonShare, charge } = document;
  const { flags } = document;
  const { money, number } = writing;
  const amount = { x: sheet.width * 0.74, width: sheet.width * 0.26, align: 'right' } as const;
  const what = { x: 0, width: sheet.width * 0.72 } as const;
  section(sheet, 'Charge of this period', 90);
  if (billAmount !== null && billKwh !== null) {
    const perKwh = rate === null ? '' : `, which is ${writing.rate(rate)} per kWh`;
    const text = `The utility’s bill is ${money(billAmount)} for ${number(billKwh)} kWh${perKwh}.`;
    sheet.row([{ text, x: 0, width: sheet.width, color: GREY }]);
    sheet.gap(3);
  }
  sheet.within('Table', () => {
    const kwh = usageKwh === null ? '' : `, ${number(usageKwh)} kWh`;
    tableRow(sheet, [
      { text: `Own usage${kwh}`, ...what },
      { text: money(usageCharge), ...amount },
    ]);
    if (!isZero(commonShare)) {
      tableRow(sheet, [
        { text: 'Share of the common usage (halls, losses)', ...what },
        { text: money(commonShare), ...amount },
      ]);
    }
    sumRow(sheet, [
      { text: 'Charge', ...what },
      { text: money(charge), ...amount },
    ]);
  });
  const notes = flags.flatMap((flag) => FLAG_WORDS[flag] ?? []);
  for (const text of notes) sheet.row([{ text, x: 0, width: sheet.width, size: 8, color: GREY }]);
}

export function isZero(amount: string): boolean {
  return /^-?[0.]+$/.test(amount);
}

/** As it is taken off. */
export function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : isZero(amount) ? amount : `-${amount}`;
}
