import type { DrawnLook, DrawnSheet } from '../../excel/bills/draw-sheet.ts';
import { drawSheet } from '../../excel/bills/draw-sheet.ts';
import { readState } from '../../excel/workbook-state.ts';
import { DATE_FORMAT, moneyFormat } from '../results/formats.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileReading, whileWriting } from '../workspace.ts';

/**
 * Puts a template into the workbook that shows what tenants' bills must show where resale is regulated:
 * start and end with date and reading, kWh, the rate that results, total, period, day of the bill, whom to
 * ask, and that the bill is not the utility's. The user changes it as they like.
 *
 * @throws HostProblem, ApiProblem, Unreachable
 */
export async function addSampleTemplate(
  ws: Workspace,
  options: FlowOptions = {},
): Promise<{ readonly id: string; readonly name: string }> {
  const { host, api } = ws;
  const { propertyId } = await readState(host, whileReading(options));
  const { signal } = options;
  const property =
    propertyId === null ? null : await api.getProperty({ params: { propertyId } }, { signal });
  const money = property
    ? moneyFormat(property.currency, host.Office.context.contentLanguage)
    : '#,##0.00';
  return drawSheet(host, sampleTemplate(money), whileWriting(options));
}

type Row = readonly [text: string, ...others: (string | null)[]];
interface DrawnRow {
  readonly cells: Row;
  readonly looks?: readonly Omit<DrawnLook, 'area'>[];
  /** Formats or looks of single cells, by column. */
  readonly own?: Readonly<Record<string, Omit<DrawnLook, 'area'>>>;
}

const [INK, ACCENT, PALE] = ['#1F2937', '#0F5C6E', '#E6F1F3'];
const LAST = 'G';
/** Points: the label, days and readings, amounts. */
const WIDTHS = [146, 66, 72, 66, 72, 44, 90];

/** @param money number format of amounts */
export function sampleTemplate(money: string): DrawnSheet {
  const amount = {
    own: { [LAST]: { numberFormat: money, align: 'Right', isShrunk: true } },
  } as const;
  const rows = [...heading(), ...usage(), ...charge(money), ...account(amount), ...words()];
  const looks = rows.flatMap(({ looks: whole = [], own = {} }, i): DrawnLook[] => [
    ...whole.map((look) => ({ area: `A${i + 1}:${LAST}${i + 1}`, ...look })),
    ...Object.entries(own).map(([columns, look]) => ({
      area: columns.replaceAll(/[A-Z]/g, (column) => `${column}${i + 1}`),
      ...look,
    })),
  ]);
  const cells = rows.map(({ cells: row }) => WIDTHS.map((_, column) => row[column] ?? ''));
  return {
    name: 'Bill template',
    cells,
    columnWidths: WIDTHS,
    looks: [{ area: `A1:${LAST}${rows.length}`, color: INK, size: 10 }, ...looks],
    printArea: `A1:${LAST}${rows.length}`,
    page: { leftFooter: '{{property}}, {{unit}}', rightFooter: 'Page &P of &N' },
  };
}

const head = (...cells: Row): DrawnRow => ({
  cells,
  looks: [{ isBold: true, fill: PALE, color: ACCENT }],
  own: { 'B:G': { align: 'Right' } },
});
const blank = (): DrawnRow => ({ cells: [''] });

const fact = (label: string, text: string, other: string, value: string): DrawnRow => ({
  cells: [label, text, null, null, other, null, value],
  own: { A: { color: ACCENT }, E: { color: ACCENT }, G: { align: 'Right' }, B: { align: 'Left' } },
});

function heading(): DrawnRow[] {
  const day = { G: { numberFormat: DATE_FORMAT, align: 'Right' } } as const;
  const dated = (row: DrawnRow): DrawnRow => ({ ...row, own: { ...row.own, ...day } });
  return [
    {
      cells: ['{{issuer}}', null, null, null, 'Electricity bill'],
      looks: [{ height: 62 }],
      own: {
        'A:D': { isMerged: true, isWrapped: true },
        'E:G': { isMerged: true, isBold: true, size: 20, color: ACCENT, align: 'Right' },
      },
    },
    {
      cells: [''],
      looks: [{ height: 8, line: { edge: 'EdgeTop', color: ACCENT } }],
    },
    fact('Tenant', '{{tenant}}', 'Bill number', '{{number}}'),
    dated(fact('Unit', '{{unit}}, {{property}}', 'Date of the bill', '{{issueDate}}')),
    dated(fact('Billing period', '{{period}}', 'Due', '{{dueDate}}')),
    fact('Your days in it', '{{stay}}', 'Days', '{{days}}'),
    blank(),
  ];
}

/** Row of the template in which the sub-meters stand, from 1. */
const METER = 9;

function usage(): DrawnRow[] {
  // Without a format of their own kWh get as many decimals as they have. Names of fields and long dials
  // are to be read in these columns, too.
  const dial = { align: 'Right', isShrunk: true } as const;
  const day = { numberFormat: DATE_FORMAT, ...dial } as const;
  return [
    head('{{if meters}}Sub-meter', 'From', 'Reading', 'To', 'Reading', '×', 'kWh'),
    {
      cells: [
        '{{meter.label}}',
        '{{openingDate}}',
        '{{openingReading}}',
        '{{closingDate}}',
        '{{closingReading}}',
        '{{multiplier}}',
        '{{meter.usage}}',
      ],
      own: { B: day, C: dial, D: day, E: dial, F: dial, G: dial },
    },
    {
      cells: ['{{if usage}}Your usage, kWh', null, null, null, null, null, '{{usage}}'],
      looks: [{ isBold: true, line: { edge: 'EdgeTop', color: ACCENT } }],
      own: { G: dial },
    },
    blank(),
  ];
}

const figure = (label: string, value: string, look: Omit<DrawnLook, 'area'>): DrawnRow => ({
  cells: [label, null, null, null, null, null, value],
  own: { G: look },
});

/** The sub-meters' cells of a column. */
const at = (column: string) => `${column}${METER}:${column}${METER}`;

function charge(money: string): DrawnRow[] {
  const amount = { numberFormat: money, align: 'Right', isShrunk: true } as const;
  const [usage, bill, kwh, rate] = [1, 4, 5, 6].map((below) => `G${METER + below}`);
  // A dial that was not read counts for 0 in a sum, and one that began anew says nothing of what was used.
  const isUnread = `COUNT(${at('C')},${at('E')})<2*ROWS(${at('C')})`;
  const read = `SUMPRODUCT((${at('E')}-${at('C')})*${at('F')})`;
  // Where sub-meters show more than the bill, the rate is less than what the bill says of itself. Else that
  // is more exact: the rate is rounded, to six decimals, which from 10,000 kWh on is half a cent. What all
  // sub-meters show together, which an exact one would need, does not stand on a tenant's bill.
  const perKwh = `IF(ABS(${bill}/${kwh}-${rate})<0.000001,${bill}/${kwh},${rate})`;
  const derived = `IF(ABS(${read}-${usage})>0.01,"",${read}*${perKwh})`;
  return [
    head('{{if usage}}How your charge comes about'),
    figure("{{if usage}}The utility's bill for the building", '{{billAmount}}', amount),
    figure('{{if usage}}for kWh', '{{billKwh}}', { align: 'Right' }),
    figure('{{if usage}}Rate per kWh that results', '{{rate}}', {
      numberFormat: '0.000000',
      align: 'Right',
    }),
    figure(
      '{{if usage}}Worked out here: (reading − reading) × rate',
      `=IF(OR(N(${kwh})<=0,${isUnread}),"",${derived})`,
      {
        ...amount,
        color: '#6B7280',
      },
    ),
    figure('{{if usage}}Charge for your usage, exact', '{{usageCharge}}', amount),
    figure('{{if commonShare}}Your share of the common part', '{{commonShare}}', amount),
    { cells: ['{{if usage}}'] },
  ];
}

function account(amount: Pick<DrawnRow, 'own'>): DrawnRow[] {
  const row = (label: string, value: string): DrawnRow => ({
    cells: [label, null, null, null, null, null, value],
    ...amount,
  });
  const total = (label: string): DrawnRow => ({
    ...row(label, '{{totalDue}}'),
    looks: [{ isBold: true, size: 12, fill: ACCENT, color: '#FFFFFF', height: 22 }],
  });
  return [
    head('Your account'),
    row('{{if previousNumber}}Balance of bill no. {{previousNumber}}', '{{previousBalance}}'),
    row('{{unless previousNumber}}{{if previousBalance}}Balance before', '{{previousBalance}}'),
    row('Charge of this period', '{{charge}}'),
    row('Less: payment of {{payment.date}} {{payment.reference}}', '{{payment.amount}}'),
    row('{{adjustment.reason}}, {{adjustment.date}}', '{{adjustment.amount}}'),
    row('{{correction.cause}}', '{{correction.amount}}'),
    total('{{if dueDate}}Total, to be paid by {{dueDate}}'),
    total('{{unless dueDate}}Total'),
    blank(),
  ];
}

const text = (cells: Row, height: number): DrawnRow => ({
  cells,
  looks: [{ height }],
  own: {
    A: { isBold: true, color: ACCENT, isWrapped: true },
    'B:G': { isMerged: true, isWrapped: true },
  },
});

function words(): DrawnRow[] {
  return [
    text(['{{if paymentDetails}}How to pay', '{{paymentDetails}}'], 40),
    text(['{{if contact}}Questions', '{{contact}}'], 28),
    text(['{{if note}}Note', '{{note}}'], 28),
    text(
      [
        'Please note',
        'This bill comes from your landlord and not from the electric utility. It passes on the utility’s bill by what your sub-meter shows; late fees of the utility are not passed on. Readings and bills of the last 13 months are open to you: please ask.',
      ],
      54,
    ),
  ];
}
