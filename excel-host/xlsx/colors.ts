import {
  attribute,
  booleanAttribute,
  child,
  children,
  type Element,
  numberAttribute,
} from './xml.ts';

/** Resolves the colours of a file: its theme, its indexed palette, its tints. */
export interface Palette {
  /** In the order of the `theme` attribute, "RRGGBB". */
  readonly theme: readonly string[];
  readonly indexed: readonly string[];
}

const officeTheme =
  'FFFFFF 000000 E7E6E6 44546A 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47 0563C1 954F72'.split(' ');

const basic = '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF';
const indexedColors = `${basic} ${basic} 800000 008000 000080 808000 800080 008080 C0C0C0 808080
  9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080
  0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600
  666699 969696 003366 339966 003300 333300 993300 993366 333399 333333`.split(/\s+/u);

const themeOrder =
  'lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink'.split(' ');

/** The palette of a file from the roots of its theme and its styles, either of which may be absent. */
export function readPalette(theme: Element | undefined, styles: Element | undefined): Palette {
  const scheme = child(child(theme, 'themeElements'), 'clrScheme');
  const colors = themeOrder.map((name, i) => {
    const [color] = scheme ? children(child(scheme, name) ?? scheme) : [];
    const text =
      color?.localName === 'sysClr' ? attribute(color, 'lastClr') : attribute(color, 'val');
    return /^[0-9a-f]{6}$/iu.test(text ?? '') ? (text ?? '') : (officeTheme[i] ?? '000000');
  });
  const own = child(child(styles, 'colors'), 'indexedColors');
  const indexed = own
    ? children(own, 'rgbColor').map((color) => (attribute(color, 'rgb') ?? '').slice(-6))
    : indexedColors;
  return { theme: colors, indexed };
}

/** "#RRGGBB" of a `color` element; undefined where it names none (automatic). */
export function readColor(element: Element | undefined, palette: Palette): string | undefined {
  if (!element || booleanAttribute(element, 'auto')) return undefined;
  const rgb = attribute(element, 'rgb');
  const theme = numberAttribute(element, 'theme');
  const indexed = numberAttribute(element, 'indexed');
  let color = rgb?.slice(-6);
  if (color === undefined && theme !== undefined) color = palette.theme[theme];
  if (color === undefined && indexed !== undefined) {
    color = indexed === 64 ? '000000' : indexed === 65 ? 'FFFFFF' : palette.indexed[indexed];
  }
  if (color === undefined || !/^[0-9a-f]{6}$/iu.test(color)) return undefined;
  return `#${tinted(color, numberAttribute(element, 'tint') ?? 0).toUpperCase()}`;
}

/** Lighter (towards 1) or darker (towards −1), as Excel does it: along the lightness of HSL. */
function tinted(color: string, tint: number): string {
  if (tint === 0) return color;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(
    (at) => parseInt(color.slice(at, at + 2), 16) / 255,
  );
  const max = Math.max(red, green, blue);
  const min = Math.min(red, green, blue);
  const lightness = (max + min) / 2;
  const spread = max - min;
  const changed = tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + tint;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * lightness - 1));
  const newSpread = saturation * (1 - Math.abs(2 * changed - 1));
  const base = changed - newSpread / 2;
  return [red, green, blue]
    .map((part) => base + (spread === 0 ? 0 : ((part - min) / spread) * newSpread))
    .map((part) => Math.round(Math.min(1, Math.max(0, part)) * 255))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('');
}
