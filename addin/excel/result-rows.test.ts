import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planRows, runsOf } from './result-rows.ts';

const runs = process.env['TEST_SCALE'] === 'full' ? 5_000 : 300;

const standing = fc.array(
  fc.record({ key: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e'), stays: fc.boolean() }),
  { maxLength: 12 },
);
const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 12 });

test('new rows come after the one before them, gone ones go unless something was typed', () => {
  const rows = ['x', 'a', 'b', 'y'].map((key) => ({ key, stays: key === 'y' }));
  expect(planRows(rows, ['a', 'n', 'b'])).toEqual({
    removed: [0],
    rows: [
      { from: 1, result: 0 },
      { from: null, result: 1 },
      { from: 2, result: 2 },
      { from: 3, result: null },
    ],
  });
});

test('every result stands once, in rows that keep their order', () => {
  fc.assert(
    fc.property(standing, keys, (rows, results) => {
      const plan = planRows(rows, results);
      const placed = plan.rows.flatMap(({ result }) => (result === null ? [] : [result]));
      expect(placed.toSorted((a, b) => a - b)).toEqual(results.map((_, i) => i));
      const kept = plan.rows.flatMap(({ from }) => (from === null ? [] : [from]));
      expect(kept).toEqual(kept.toSorted((a, b) => a - b));
      const all = [...kept, ...plan.removed].toSorted((a, b) => a - b);
      expect(all).toEqual(rows.map((_, i) => i));
    }),
    { numRuns: runs },
  );
});

test('a row meets no result but its own, and nothing that was typed is lost', () => {
  fc.assert(
    fc.property(standing, keys, (rows, results) => {
      const plan = planRows(rows, results);
      for (const { from, result } of plan.rows) {
        if (from !== null && result !== null) expect(rows[from]?.key).toBe(results[result]);
      }
      expect(plan.removed.some((from) => rows[from]?.stays)).toBe(false);
    }),
    { numRuns: runs },
  );
});

test('a plan that was carried out asks for nothing more', () => {
  fc.assert(
    fc.property(standing, keys, (rows, results) => {
      const first = planRows(rows, results);
      const then = first.rows.map(({ from, result }) => ({
        key: result === null ? (rows[from ?? -1]?.key ?? '') : (results[result] ?? ''),
        stays: from !== null && rows[from]?.stays === true,
      }));
      const second = planRows(then, results);
      expect(second.removed).toEqual([]);
      expect(second.rows.every(({ from }) => from !== null)).toBe(true);
    }),
    { numRuns: runs },
  );
});

test('neighbouring rows are taken together', () => {
  expect(runsOf([1, 2, 3, 7, 9])).toEqual([
    { first: 1, count: 3 },
    { first: 7, count: 1 },
    { first: 9, count: 1 },
  ]);
  expect(runsOf([1, 4, 9], 2)).toEqual([
    { first: 1, count: 4 },
    { first: 9, count: 1 },
  ]);
});
