import type { ChartFigures } from '../../operations/chart-figures.ts';

/** What a chart draws, in its own measures: values along one axis, categories (of size 1) along the other. */

export interface Bar {
  readonly series: number;
  readonly category: number;
  readonly from: number;
  readonly to: number;
  /** Within its category. */
  readonly offset: number;
  readonly size: number;
}

export interface Scale {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Of 1: parts of a whole. */
  readonly isShare: boolean;
}

const isShare = (type: string): boolean => type.endsWith('Stacked100');
const isStacked = (type: string): boolean => type.endsWith('Stacked') || isShare(type);

/** How much of its category a bar takes up, and bars that stand side by side. */
const breadth = { one: 0.4, several: 0.7 };

export function barsOf({ series, categories }: ChartFigures, type: string): Bar[] {
  return categories.flatMap((_, category) => {
    const values = series.map((one) => one.values[category] ?? null);
    const whole = values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
    const ends = { up: 0, down: 0 };
    const width = breadth.several / series.length;
    return values.flatMap((value, index): Bar[] => {
      if (value === null) return [];
      if (!isStacked(type)) {
        const offset = (1 - breadth.several) / 2 + index * width;
        return [{ series: index, category, from: 0, to: value, offset, size: width }];
      }
      const part = isShare(type) && whole > 0 ? value / whole : value;
      const side = part < 0 ? 'down' : 'up';
      const from = ends[side];
      ends[side] += part;
      const [offset, size] = [(1 - breadth.one) / 2, breadth.one];
      return [{ series: index, category, from, to: ends[side], offset, size }];
    });
  });
}

/** By series the values along its line; stacked lines stand on one another. */
export function pointsOf({ series }: ChartFigures, type: string): (number | null)[][] {
  if (!isStacked(type)) return series.map(({ values }) => [...values]);
  const tops: number[] = [];
  return series.map(({ values }) =>
    values.map((value, at) => {
      if (value === null) return null;
      tops[at] = (tops[at] ?? 0) + value;
      return tops[at];
    }),
  );
}

/** From zero to a round number beyond the largest value, and below zero where values are. */
export function scaleOf(type: string, figures: ChartFigures): Scale {
  if (isShare(type)) return { least: 0, most: 1, step: 0.2, isShare: true };
  const ends = type.startsWith('Line')
    ? pointsOf(figures, type).flat()
    : barsOf(figures, type).flatMap(({ from, to }) => [from, to]);
  const values = ends.filter((value) => value !== null);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = roundUp((most - least || 1) / 5);
  return {
    least: Math.floor(least / step) * step,
    most: Math.max(step, Math.ceil(most / step) * step),
    step,
    isShare: false,
  };
}

/** 1, 2 or 5 and noughts, at least as large. */
function roundUp(length: number): number {
  const power = 10 ** Math.max(-300, Math.floor(Math.log10(length)));
  return ([1, 2, 5, 10].find((one) => one * power >= length) ?? 10) * power;
}

export function stepsOf({ least, most, step }: Scale): number[] {
  const count = Math.round((most - least) / step);
  // Counted, not summed: 0.1 three times is no 0.3.
  return Array.from({ length: count + 1 }, (_, at) => Number((least + at * step).toPrecision(12)));
}

export interface Slice {
  readonly index: number;
  readonly path: string;
}

/** Slices around the middle, clockwise from above; only what is more than nothing has one. */
export function slicesOf(values: readonly (number | null)[], radius: number): Slice[] {
  const sizes = values.map((value) => Math.abs(value ?? 0));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  let start = 0;
  return sizes.flatMap((size, index): Slice[] => {
    if (size === 0) return [];
    const end = start + size / whole;
    // An arc that ends where it begins would be none.
    const path = size === whole ? circle(radius) : wedge(radius, start, end);
    start = end;
    return [{ index, path }];
  });
}

function wedge(radius: number, start: number, end: number): string {
  const isLarge = end - start > 0.5 ? 1 : 0;
  return `M0 0L${onCircle(radius, start)}A${radius} ${radius} 0 ${isLarge} 1 ${onCircle(radius, end)}Z`;
}

function circle(radius: number): string {
  return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}Z`;
}

function onCircle(radius: number, part: number): string {
  const angle = part * 2 * Math.PI;
  return `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`;
}
