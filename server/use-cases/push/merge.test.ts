import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Base, Cell, Said, State } from './merge.ts';
import { mergeField, mergeRow, movedFrom, nextBase } from './merge.ts';

const runs = process.env['TEST_SCALE'] === 'full' ? 20_000 : 1_000;
const same = (one: Cell, other: Cell) => one === other;
const sameAt = (_: number, one: Cell, other: Cell) => one === other;
const unanswered = () => undefined;

test.each<[rule: string, Base, Said, Cell, State]>([
  ['sheet and server hold the same', 'a', 'b', 'b', 'agreed'],
  ['all three hold the same', 'a', 'a', 'a', 'agreed'],
  ['only the sheet moved', 'a', 'b', 'a', 'update'],
  ['an emptied cell clears', 'a', null, 'a', 'update'],
  ['only the server moved', 'a', 'a', 'b', 'newerOnServer'],
  ['the server cleared it', 'a', 'a', null, 'newerOnServer'],
  ['both moved', 'a', 'b', 'c', 'conflict'],
  ['the sheet cleared what the server moved', 'a', null, 'c', 'conflict'],
  ['both filled what was empty', null, 'b', 'c', 'conflict'],
  ['an unmapped column says nothing', 'a', undefined, 'c', 'agreed'],
  ['no base, equal', false, 'a', 'a', 'agreed'],
  ['no base, both empty', false, null, null, 'agreed'],
  ['no base, filled in the sheet only', false, 'a', null, 'update'],
  ['no base, filled on the server only', false, null, 'a', 'newerOnServer'],
  ['no base, differing', false, 'a', 'b', 'conflict'],
])('%s', (_rule, base, sheet, server, state) => {
  expect(mergeField(base, sheet, server, same)).toBe(state);
});

test('a row with a conflict waits whole', () => {
  const merged = mergeRow(['a', 'x'], ['b', 'y'], ['c', 'x'], sameAt, unanswered);
  expect(merged).toEqual({
    states: ['conflict', 'update'],
    values: ['c', 'x'],
    outcome: 'conflict',
  });
});

test('answers settle conflicts and may turn a field around', () => {
  const takeSheet = mergeRow(['a', 'x'], ['b', 'y'], ['c', 'x'], sameAt, () => 'takeSheet');
  expect(takeSheet).toMatchObject({ values: ['b', 'y'], outcome: 'changed' });
  const takeServer = mergeRow(['a', 'x'], ['b', 'y'], ['c', 'x'], sameAt, () => 'takeServer');
  expect(takeServer).toMatchObject({ values: ['c', 'x'], outcome: 'newerOnServer' });
});

test('two people who change different fields of a row both win', () => {
  const base = ['a', 'x'];
  const first = mergeRow(base, ['b', 'x'], ['a', 'x'], sameAt, unanswered);
  const second = mergeRow(base, ['a', 'y'], first.values, sameAt, unanswered);
  expect(second.values).toEqual(['b', 'y']);
  expect(second.states).toEqual(['newerOnServer', 'update']);
});

test('a row moved since both agreed if any field did', () => {
  expect(movedFrom(['a', null], ['a', undefined], sameAt)).toBe(false);
  expect(movedFrom(['a', null], ['a', 'x'], sameAt)).toBe(true);
  expect(movedFrom(['a', false], ['a', null], sameAt)).toBe(false);
  expect(movedFrom(['a', false], ['a', 'x'], sameAt)).toBe(true);
});

const cell = fc.constantFrom<Cell>('a', 'b', 'c', null);
const said = fc.constantFrom<Said>('a', 'b', 'c', null, undefined);
const based = fc.constantFrom<Base>('a', 'b', 'c', null, false);
const row = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean()).chain(([length, hasBase]) =>
  fc.record({
    base: hasBase
      ? fc.array(based, { minLength: length, maxLength: length })
      : fc.constant<Base[] | null>(null),
    sheet: fc.array(said, { minLength: length, maxLength: length }),
    server: fc.array(cell, { minLength: length, maxLength: length }),
  }),
);

test('merging again changes nothing', () => {
  fc.assert(
    fc.property(row, ({ base, sheet, server }) => {
      const first = mergeRow(base, sheet, server, sameAt, unanswered);
      const next = nextBase(base, sheet, first.values, sameAt);
      const second = mergeRow(next, sheet, first.values, sameAt, unanswered);
      expect(second.values).toEqual(first.values);
      expect(second.outcome).not.toBe('changed');
      if (first.outcome !== 'changed') expect(second).toEqual(first);
      expect(nextBase(next, sheet, second.values, sameAt)).toEqual(next);
    }),
    { numRuns: runs },
  );
});

test('what the server moved to is never overwritten unasked', () => {
  fc.assert(
    fc.property(row, ({ base, sheet, server }) => {
      const { values } = mergeRow(base, sheet, server, sameAt, unanswered);
      for (const [field, value] of values.entries()) {
        if (value === server[field]) continue;
        // What was never agreed on is filled only where it was empty.
        expect(server[field]).toBe(base?.[field] || null);
      }
    }),
    { numRuns: runs },
  );
});

test('the base advances only to what both hold', () => {
  fc.assert(
    fc.property(row, ({ base, sheet, server }) => {
      const { values } = mergeRow(base, sheet, server, sameAt, unanswered);
      for (const [field, agreed] of nextBase(base, sheet, values, sameAt).entries()) {
        const before = base?.[field] ?? (base === null ? false : base[field]);
        if (agreed === before) continue;
        expect([sheet[field], values[field]]).toEqual([agreed, agreed]);
      }
    }),
    { numRuns: runs },
  );
});
