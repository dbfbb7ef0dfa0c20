/**
 * How a cell looks. Styles are immutable and shared: cells with the same look hold the same object,
 * so take every style through {@link internStyle} and compare by identity.
 */
export interface Style {
  /** The format code as US English writes it: "General", "0.00", "yyyy-mm-dd", "@". */
  readonly numberFormat: string;
  readonly font: Font;
  readonly fill: Fill;
  readonly alignment: Alignment;
  readonly borders: Borders;
  /** Cell protection; it counts only while the sheet is protected. */
  readonly locked: boolean;
  readonly formulaHidden: boolean;
  /** Which format of an opened file this look began as: the file may say more about it than we read. */
  readonly source?: string;
}

export interface Font {
  readonly name: string;
  /** Points. */
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: 'None' | 'Single' | 'Double' | 'SingleAccountant' | 'DoubleAccountant';
  readonly strikethrough: boolean;
  readonly script: 'None' | 'Superscript' | 'Subscript';
  /** "#RRGGBB"; theme colours are resolved when a file is opened. */
  readonly color: string;
}

export interface Fill {
  /** "#RRGGBB", or "" for no fill. */
  readonly color: string;
  /** As Excel.FillPattern; "None" without a fill, "Solid" where only a colour was given. */
  readonly pattern: string;
  readonly patternColor: string;
}

export interface Alignment {
  /** As Excel.HorizontalAlignment. */
  readonly horizontal:
    | 'General'
    | 'Left'
    | 'Center'
    | 'Right'
    | 'Fill'
    | 'Justify'
    | 'CenterAcrossSelection'
    | 'Distributed';
  /** As Excel.VerticalAlignment. */
  readonly vertical: 'Top' | 'Center' | 'Bottom' | 'Justify' | 'Distributed';
  readonly wrapText: boolean;
  readonly indent: number;
  /** Degrees −90…90, or 180 for stacked letters. */
  readonly textOrientation: number;
  readonly shrinkToFit: boolean;
  readonly readingOrder: 'Context' | 'LeftToRight' | 'RightToLeft';
}

export interface Borders {
  readonly top?: Border;
  readonly bottom?: Border;
  readonly left?: Border;
  readonly right?: Border;
  readonly diagonalUp?: Border;
  readonly diagonalDown?: Border;
}

export interface Border {
  /** As Excel.BorderLineStyle; no border is an absent one. */
  readonly style:
    'Continuous' | 'Dash' | 'DashDot' | 'DashDotDot' | 'Dot' | 'Double' | 'SlantDashDot';
  /** As Excel.BorderWeight. */
  readonly weight: 'Hairline' | 'Thin' | 'Medium' | 'Thick';
  readonly color: string;
}

export const borderSides = [
  'top',
  'bottom',
  'left',
  'right',
  'diagonalUp',
  'diagonalDown',
] as const satisfies readonly (keyof Borders)[];

/** A change to a style: parts left out stay as they are. */
export interface StyleChange {
  readonly numberFormat?: string;
  readonly font?: Partial<Font>;
  readonly fill?: Partial<Fill>;
  readonly alignment?: Partial<Alignment>;
  /** `undefined` given for a side takes that border away. */
  readonly borders?: { readonly [side in keyof Borders]?: Border | undefined };
  readonly locked?: boolean;
  readonly formulaHidden?: boolean;
}

const styles = new Map<string, Style>();

/** The one object for this look. */
export function internStyle(style: Style): Style {
  const key = JSON.stringify([
    style.numberFormat,
    sorted(style.font),
    sorted(style.fill),
    sorted(style.alignment),
    ...Object.entries(style.borders)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([side, border]) => [side, border.style, border.weight, border.color]),
    style.locked,
    style.formulaHidden,
    style.source,
  ]);
  const known = styles.get(key);
  if (known) return known;
  styles.set(key, style);
  return style;
}

function sorted(part: object): unknown[] {
  return Object.entries(part)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flat();
}

export const defaultStyle: Style = internStyle({
  numberFormat: 'General',
  font: {
    name: 'Calibri',
    size: 11,
    bold: false,
    italic: false,
    underline: 'None',
    strikethrough: false,
    script: 'None',
    color: '#000000',
  },
  fill: { color: '', pattern: 'None', patternColor: '#000000' },
  alignment: {
    horizontal: 'General',
    vertical: 'Bottom',
    wrapText: false,
    indent: 0,
    textOrientation: 0,
    shrinkToFit: false,
    readingOrder: 'Context',
  },
  borders: {},
  locked: true,
  formulaHidden: false,
});

/** The style with these parts changed. */
export function changeStyle(style: Style, change: StyleChange): Style {
  const borders: { -readonly [side in keyof Borders]: Border } = { ...style.borders };
  for (const side of borderSides) {
    if (!change.borders || !(side in change.borders)) continue;
    const border = change.borders[side];
    if (border) borders[side] = border;
    else delete borders[side];
  }
  return internStyle({
    numberFormat: change.numberFormat ?? style.numberFormat,
    font: { ...style.font, ...change.font },
    fill: { ...style.fill, ...change.fill },
    alignment: { ...style.alignment, ...change.alignment },
    borders,
    locked: change.locked ?? style.locked,
    formulaHidden: change.formulaHidden ?? style.formulaHidden,
    ...(style.source === undefined ? {} : { source: style.source }),
  });
}
