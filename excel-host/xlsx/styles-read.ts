import { getFormatFromId } from 'numfmt';
import {
  type Alignment,
  type Border,
  type Borders,
  defaultStyle,
  type Fill,
  type Font,
  internStyle,
  type Style,
} from '../model/style.ts';
import { type Palette, readColor, readPalette } from './colors.ts';
import {
  borderOf,
  fillPatterns,
  horizontals,
  readingOrders,
  toDegrees,
  underlines,
  verticals,
} from './format-words.ts';
import {
  attribute,
  booleanAttribute,
  child,
  children,
  type Element,
  numberAttribute,
} from './xml.ts';

/** The formats of a file's cells (`cellXfs`), by index. */
export interface Formats {
  readonly styles: readonly Style[];
  readonly quotePrefixes: readonly boolean[];
}

/** Names the format that a style began as; `tag` is the opened file's own. */
export const sourceName = (tag: string, index: number): string => `${tag}:${index}`;

function readFont(element: Element | undefined, palette: Palette): Font {
  const value = (name: string): string | undefined =>
    attribute(element && child(element, name), 'val');
  const flag = (name: string): boolean => {
    const part = child(element, name);
    return part !== undefined && booleanAttribute(part, 'val', true);
  };
  const underline = child(element, 'u');
  const script = value('vertAlign');
  return {
    name: value('name') ?? defaultStyle.font.name,
    size: Number(value('sz') ?? defaultStyle.font.size),
    bold: flag('b'),
    italic: flag('i'),
    underline: underline
      ? (underlines[attribute(underline, 'val') ?? 'single'] ?? 'Single')
      : 'None',
    strikethrough: flag('strike'),
    script:
      script === 'superscript' ? 'Superscript' : script === 'subscript' ? 'Subscript' : 'None',
    color: readColor(child(element, 'color'), palette) ?? '#000000',
  };
}

function readFill(element: Element | undefined, palette: Palette): Fill {
  const none = defaultStyle.fill;
  const gradient = child(element, 'gradientFill');
  if (gradient) {
    const isPath = attribute(gradient, 'type') === 'path';
    return { ...none, pattern: isPath ? 'RectangularGradient' : 'LinearGradient' };
  }
  const pattern = child(element, 'patternFill');
  const kind = attribute(pattern, 'patternType') ?? 'none';
  const front = readColor(child(pattern, 'fgColor'), palette);
  const back = readColor(child(pattern, 'bgColor'), palette);
  if (kind === 'none') return none;
  if (kind === 'solid') return { ...none, color: front ?? '#000000', pattern: 'Solid' };
  return {
    color: back ?? '#FFFFFF',
    pattern: fillPatterns[kind] ?? 'Solid',
    patternColor: front ?? '#000000',
  };
}

function readBorders(element: Element | undefined, palette: Palette): Borders {
  const line = (name: string): Border | undefined => {
    const side = child(element, name);
    const border = borderOf(attribute(side, 'style') ?? '');
    return border && { ...border, color: readColor(child(side, 'color'), palette) ?? '#000000' };
  };
  const diagonal = line('diagonal');
  const up = diagonal && booleanAttribute(element, 'diagonalUp');
  const down = diagonal && booleanAttribute(element, 'diagonalDown');
  const sides = {
    top: line('top'),
    bottom: line('bottom'),
    left: line('left') ?? line('start'),
    right: line('right') ?? line('end'),
    diagonalUp: up ? diagonal : undefined,
    diagonalDown: down ? diagonal : undefined,
  };
  const present = Object.entries(sides).filter(([, border]) => border !== undefined);
  return Object.fromEntries(present);
}

function readAlignment(element: Element | undefined): Alignment {
  return {
    horizontal: horizontals[attribute(element, 'horizontal') ?? ''] ?? 'General',
    vertical: verticals[attribute(element, 'vertical') ?? ''] ?? 'Bottom',
    wrapText: booleanAttribute(element, 'wrapText'),
    indent: numberAttribute(element, 'indent') ?? 0,
    textOrientation: toDegrees(numberAttribute(element, 'textRotation') ?? 0),
    shrinkToFit: booleanAttribute(element, 'shrinkToFit'),
    readingOrder: readingOrders[numberAttribute(element, 'readingOrder') ?? 0] ?? 'Context',
  };
}

function readNumberFormats(root: Element): (id: number) => string {
  const own = new Map<number, string>();
  for (const element of children(child(root, 'numFmts') ?? root, 'numFmt')) {
    const id = numberAttribute(element, 'numFmtId');
    const code = attribute(element, 'formatCode');
    if (id !== undefined && code !== undefined) own.set(id, code);
  }
  return (id) => {
    const code = own.get(id) ?? getFormatFromId(id, 'en-US');
    return code === '' || /^general$/iu.test(code) ? 'General' : code;
  };
}

/** All formats of the cells in a file's styles; `tag` goes into each style's source. */
export function readFormats(root: Element, theme: Element | undefined, tag: string): Formats {
  const palette = readPalette(theme, root);
  const list = (name: string, item: string): Element[] => {
    const parent = child(root, name);
    return parent ? children(parent, item) : [];
  };
  const fonts = list('fonts', 'font').map((font) => readFont(font, palette));
  const fills = list('fills', 'fill').map((fill) => readFill(fill, palette));
  const borders = list('borders', 'border').map((border) => readBorders(border, palette));
  const numberFormat = readNumberFormats(root);
  const formats = list('cellXfs', 'xf');
  const styles = formats.map((format, index) => {
    const protection = child(format, 'protection');
    const look = {
      numberFormat: numberFormat(numberAttribute(format, 'numFmtId') ?? 0),
      font: fonts[numberAttribute(format, 'fontId') ?? 0] ?? defaultStyle.font,
      fill: fills[numberAttribute(format, 'fillId') ?? 0] ?? defaultStyle.fill,
      alignment: readAlignment(child(format, 'alignment')),
      borders: borders[numberAttribute(format, 'borderId') ?? 0] ?? {},
      locked: booleanAttribute(protection, 'locked', true),
      formulaHidden: booleanAttribute(protection, 'hidden'),
    };
    // The first format is that of all cells never touched, whatever font the workbook is written in.
    const plain = internStyle({ ...look, font: defaultStyle.font });
    if (index === 0 && plain === defaultStyle) return defaultStyle;
    return internStyle({ ...look, source: sourceName(tag, index) });
  });
  return {
    styles: styles.length > 0 ? styles : [defaultStyle],
    quotePrefixes: formats.map((format) => booleanAttribute(format, 'quotePrefix')),
  };
}
