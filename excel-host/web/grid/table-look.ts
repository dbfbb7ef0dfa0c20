import type { Table } from '../../model/workbook.ts';

/** What a table's style adds to a cell that has no fill, font colour or border of its own. */
export interface TableLook {
  /** "#RRGGBB", or "" for none. */
  readonly fill: string;
  readonly ink: string;
  readonly bold: boolean;
  readonly lineAbove: string;
  readonly lineBelow: string;
}

/** The neutral and the six accents of Office's theme, in the order in which styles are numbered. */
const accents = ['#000000', '#4472C4', '#ED7D31', '#A5A5A5', '#FFC000', '#5B9BD5', '#70AD47'];

interface Family {
  /** How much white the header's fill has in it: 0 is the pure accent; undefined is none. */
  readonly head?: number;
  /** The bands, odd and even; undefined is none. */
  readonly odd?: number;
  readonly even?: number;
  /** Lines between rows. */
  readonly line?: number;
}

/** Seven styles make a family, which differs in its colour only. Dark ones are shown as medium ones. */
const families: Readonly<Record<string, readonly Family[]>> = {
  Light: [{ odd: 0.8 }, { head: 0, line: 0 }, { odd: 0.8, line: 0 }],
  Medium: [
    { head: 0, odd: 0.8, line: 0.4 },
    { head: 0, odd: 0.6, even: 0.8 },
    { head: 0, odd: 0.85 },
    { head: 0.8, odd: 0.6, even: 0.8, line: 0.4 },
  ],
  Dark: [
    { head: 0, odd: 0.4, even: 0.6 },
    { head: 0, odd: 0.6, even: 0.8 },
  ],
};

/** How the style of the table shows one of its cells; undefined where it leaves it alone. */
export function tableLook(table: Table, row: number, column: number): TableLook | undefined {
  const [, name = '', number = ''] = /^TableStyle(Light|Medium|Dark)(\d+)$/.exec(table.style) ?? [];
  const index = Number(number) - 1;
  const family = families[name]?.[Math.floor(index / accents.length)];
  const accent = accents[index % accents.length];
  if (!family || accent === undefined) return undefined;
  const shade = (white: number | undefined): string =>
    white === undefined ? '' : lighten(accent, white);
  const isFirst = row === table.area.top;
  const isLast = row === table.area.bottom;
  const lines = {
    lineAbove: isFirst ? accent : '',
    lineBelow: isLast ? accent : shade(family.line),
  };
  if (isFirst && table.showHeaders) {
    const ink = family.head === 0 ? '#FFFFFF' : '#000000';
    return { ...lines, fill: shade(family.head), ink, bold: true, lineBelow: accent };
  }
  if (isLast && table.showTotals) {
    return { ...lines, fill: '', ink: '', bold: true, lineAbove: accent };
  }
  const down = row - table.area.top - (table.showHeaders ? 1 : 0);
  const right = column - table.area.left;
  const isBand =
    (table.showBandedRows && down % 2 === 0) || (table.showBandedColumns && right % 2 === 0);
  return {
    ...lines,
    fill: shade(isBand ? family.odd : family.even),
    ink: '',
    bold:
      (table.highlightFirstColumn && right === 0) ||
      (table.highlightLastColumn && column === table.area.right),
  };
}

function lighten(color: string, white: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const mixed = parts.map((part) => Math.round(part + (255 - part) * white));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
