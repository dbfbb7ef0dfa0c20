import type { Border, Borders, Fill, Font } from '../model/style.ts';
import { borderName, fillPatternNames, underlineNames } from './format-words.ts';
import {
  type Attributes,
  type Document,
  type Element,
  make,
  needChild,
  putChild,
  setAttributes,
} from './xml.ts';

// The elements of fonts, fills and borders, made anew or changed where a look changed.

const fontOrder =
  'b i strike condense extend outline shadow u vertAlign sz color name family charset scheme'.split(
    ' ',
  );
const borderOrder = 'start left end right top bottom diagonal vertical horizontal'.split(' ');

const argb = (color: string): string => `FF${color.slice(1).toUpperCase()}`;

/** The entries of a part that are others than those of the base. */
export function differences<Part extends object>(part: Part, base: Part): Partial<Part> {
  return Object.fromEntries(
    Object.entries(part).filter(([key, value]) => value !== base[key as keyof Part]),
  ) as Partial<Part>;
}

/** A font with these entries changed; what they don't touch (theme colours, families) stays. */
export function fontElement(
  document: Document,
  base: Element | undefined,
  changed: Partial<Font>,
): Element {
  const element = base ?? make(document, 'font');
  const put = (name: string, attributes: Attributes | undefined): void =>
    putChild(element, fontOrder, name, attributes && make(document, name, attributes));
  if (changed.bold !== undefined) put('b', changed.bold ? {} : undefined);
  if (changed.italic !== undefined) put('i', changed.italic ? {} : undefined);
  if (changed.strikethrough !== undefined) put('strike', changed.strikethrough ? {} : undefined);
  if (changed.underline !== undefined) {
    const val = underlineNames.get(changed.underline);
    put('u', val === 'none' ? undefined : { val });
  }
  if (changed.script !== undefined) {
    put('vertAlign', changed.script === 'None' ? undefined : { val: changed.script.toLowerCase() });
  }
  if (changed.size !== undefined) put('sz', { val: changed.size });
  if (changed.color !== undefined) put('color', { rgb: argb(changed.color) });
  if (changed.name !== undefined) {
    put('name', { val: changed.name });
    for (const name of ['family', 'charset', 'scheme']) put(name, undefined);
  }
  return element;
}

export function fillElement(document: Document, { color, pattern, patternColor }: Fill): Element {
  const isPlain = pattern === 'None' || pattern === 'Solid' || !fillPatternNames.has(pattern);
  const colored = (name: string, rgb: string): Element => make(document, name, { rgb: argb(rgb) });
  let patternType = fillPatternNames.get(pattern) ?? 'none';
  let colors: Element[] = [];
  if (isPlain && color !== '') {
    patternType = 'solid';
    colors = [colored('fgColor', color), make(document, 'bgColor', { indexed: 64 })];
  } else if (isPlain) patternType = 'none';
  else
    colors = [
      colored('fgColor', patternColor || '#000000'),
      colored('bgColor', color || '#FFFFFF'),
    ];
  return make(document, 'fill', {}, [make(document, 'patternFill', { patternType }, colors)]);
}

function isSameLine(one: Border | undefined, other: Border | undefined): boolean {
  return (
    one?.style === other?.style && one?.weight === other?.weight && one?.color === other?.color
  );
}

export function sidesChanged(borders: Borders, base: Borders): (keyof Borders)[] {
  const sides = ['top', 'bottom', 'left', 'right', 'diagonalUp', 'diagonalDown'] as const;
  return sides.filter((side) => !isSameLine(borders[side], base[side]));
}

export function borderElement(
  document: Document,
  base: Element | undefined,
  borders: Borders,
  before: Borders,
): Element {
  const element = base ?? make(document, 'border');
  const put = (name: string, border: Border | undefined): void => {
    const color = border ? [make(document, 'color', { rgb: argb(border.color) })] : [];
    const line = make(document, name, border ? { style: borderName(border) } : {}, color);
    putChild(element, borderOrder, name, line);
  };
  for (const side of sidesChanged(borders, before)) {
    if (side === 'diagonalUp' || side === 'diagonalDown') {
      setAttributes(element, { [side]: borders[side] ? true : undefined });
      put('diagonal', borders.diagonalUp ?? borders.diagonalDown);
    } else put(side, borders[side]);
  }
  for (const side of ['left', 'right', 'top', 'bottom', 'diagonal']) {
    needChild(element, borderOrder, side);
  }
  return element;
}
