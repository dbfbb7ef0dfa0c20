import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChartFigures } from '../../operations/chart-figures.ts';
import { barsOf, pointsOf, scaleOf, slicesOf, stepsOf } from './chart-shapes.ts';

const cell = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null });

const anyFigures: fc.Arbitrary<ChartFigures> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cell, { minLength: rows, maxLength: rows }), {
      minLength: columns,
      maxLength: columns,
    }),
  )
  .map((grid) => ({
    title: undefined,
    categories: (grid[0] ?? []).map((_, at) => `${at}`),
    series: grid.map((values, at) => ({ name: `${at}`, values, texts: [] })),
  }));

const types = ['ColumnClustered', 'BarStacked', 'ColumnStacked100', 'LineMarkers'];

test('everything that is drawn lies within the scale, whose steps are round and go through zero', () => {
  fc.assert(
    fc.property(anyFigures, fc.constantFrom(...types), (figures, type) => {
      const scale = scaleOf(type, figures);
      const ends = type.startsWith('Line')
        ? pointsOf(figures, type).flat()
        : barsOf(figures, type).flatMap(({ from, to }) => [from, to]);
      const room = (scale.most - scale.least) * 1e-9;
      for (const end of ends) {
        if (end === null || scale.isShare) continue;
        expect(end).toBeGreaterThanOrEqual(scale.least - room);
        expect(end).toBeLessThanOrEqual(scale.most + room);
      }
      const steps = stepsOf(scale);
      expect(steps.some((step) => Math.abs(step) < scale.step / 1e6)).toBe(true);
      expect(steps.length).toBeLessThanOrEqual(8);
    }),
  );
});

test('bars of a category cover none of each other, and stacked ones end where the next begins', () => {
  fc.assert(
    fc.property(anyFigures, (figures) => {
      const bars = barsOf(figures, 'ColumnClustered');
      for (const category of figures.categories.keys()) {
        const own = bars.filter((bar) => bar.category === category);
        for (const [i, bar] of own.entries()) {
          const before = own[i - 1];
          if (before) expect(bar.offset).toBeGreaterThanOrEqual(before.offset + before.size - 1e-9);
          expect(bar.offset + bar.size).toBeLessThanOrEqual(1);
        }
      }
      const stacked = barsOf(figures, 'ColumnStacked').filter(({ to, from }) => to > from);
      for (const category of figures.categories.keys()) {
        const own = stacked.filter((bar) => bar.category === category);
        for (const [i, bar] of own.entries()) expect(bar.from).toBe(own[i - 1]?.to ?? 0);
      }
    }),
  );
});

test('a whole is one circle, parts are wedges, nothing is not drawn', () => {
  expect(slicesOf([null, 5, 0], 10)).toEqual([
    { index: 1, path: 'M0 -10A10 10 0 1 1 0 10A10 10 0 1 1 0 -10Z' },
  ]);
  expect(slicesOf([1, 3], 10)).toEqual([
    { index: 0, path: 'M0 0L0.00 -10.00A10 10 0 0 1 10.00 -0.00Z' },
    { index: 1, path: 'M0 0L10.00 -0.00A10 10 0 1 1 -0.00 -10.00Z' },
  ]);
});
