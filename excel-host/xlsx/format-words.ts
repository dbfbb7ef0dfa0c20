// How the words of cell formats in a file and in the workbook model correspond.
import type { Alignment, Border, Font } from '../model/style.ts';

const swap = <Key extends string, Value extends string>(words: Readonly<Record<Key, Value>>) =>
  new Map(Object.entries<string>(words).map(([key, value]) => [value, key]));

/** xlsx → Excel.FillPattern */
export const fillPatterns: Readonly<Record<string, string>> = {
  none: 'None',
  solid: 'Solid',
  mediumGray: 'Gray50',
  darkGray: 'Gray75',
  lightGray: 'Gray25',
  darkHorizontal: 'Horizontal',
  darkVertical: 'Vertical',
  darkDown: 'Down',
  darkUp: 'Up',
  darkGrid: 'Checker',
  darkTrellis: 'SemiGray75',
  lightHorizontal: 'LightHorizontal',
  lightVertical: 'LightVertical',
  lightDown: 'LightDown',
  lightUp: 'LightUp',
  lightGrid: 'Grid',
  lightTrellis: 'CrissCross',
  gray125: 'Gray16',
  gray0625: 'Gray8',
};
export const fillPatternNames = swap(fillPatterns);

export const underlines: Readonly<Record<string, Font['underline']>> = {
  none: 'None',
  single: 'Single',
  double: 'Double',
  singleAccounting: 'SingleAccountant',
  doubleAccounting: 'DoubleAccountant',
};
export const underlineNames = swap(underlines);

export const horizontals: Readonly<Record<string, Alignment['horizontal']>> = {
  general: 'General',
  left: 'Left',
  center: 'Center',
  right: 'Right',
  fill: 'Fill',
  justify: 'Justify',
  centerContinuous: 'CenterAcrossSelection',
  distributed: 'Distributed',
};
export const horizontalNames = swap(horizontals);

export const verticals: Readonly<Record<string, Alignment['vertical']>> = {
  top: 'Top',
  center: 'Center',
  bottom: 'Bottom',
  justify: 'Justify',
  distributed: 'Distributed',
};
export const verticalNames = swap(verticals);

export const readingOrders = ['Context', 'LeftToRight', 'RightToLeft'] as const;

const borders: Readonly<Record<string, Pick<Border, 'style' | 'weight'>>> = {
  thin: { style: 'Continuous', weight: 'Thin' },
  medium: { style: 'Continuous', weight: 'Medium' },
  thick: { style: 'Continuous', weight: 'Thick' },
  hair: { style: 'Continuous', weight: 'Hairline' },
  dashed: { style: 'Dash', weight: 'Thin' },
  mediumDashed: { style: 'Dash', weight: 'Medium' },
  dotted: { style: 'Dot', weight: 'Thin' },
  double: { style: 'Double', weight: 'Thick' },
  dashDot: { style: 'DashDot', weight: 'Thin' },
  mediumDashDot: { style: 'DashDot', weight: 'Medium' },
  dashDotDot: { style: 'DashDotDot', weight: 'Thin' },
  mediumDashDotDot: { style: 'DashDotDot', weight: 'Medium' },
  slantDashDot: { style: 'SlantDashDot', weight: 'Medium' },
};

export const borderOf = (name: string): Pick<Border, 'style' | 'weight'> | undefined =>
  borders[name];

/** The nearest line that the file format has. */
export function borderName({ style, weight }: Border): string {
  const names = Object.entries(borders).filter(([, border]) => border.style === style);
  const exact = names.find(([, border]) => border.weight === weight);
  return (exact ?? names[0])?.[0] ?? 'thin';
}

/** Degrees −90…90 or 180 for stacked letters ↔ 0…90, 91…180 downwards, 255 stacked. */
export const toDegrees = (rotation: number): number =>
  rotation === 255 ? 180 : rotation > 90 ? 90 - rotation : rotation;
export const fromDegrees = (degrees: number): number =>
  degrees === 180 ? 255 : degrees < 0 ? 90 - degrees : degrees;
