import { expect, test } from 'vitest';
import type { Answers } from './tables.ts';
import { figuresByUnit, periodEnds, unitHeaders } from './units.ts';

type Row = readonly [end: string, unit: string, usageKwh: string | null, charge: string | null];

function allocation(rows: readonly Row[]): Answers['allocation']['columns'] {
  const nothing = rows.map(() => null);
  return {
    periodStart: rows.map(([end]) => end),
    periodEnd: rows.map(([end]) => end),
    unit: rows.map(([, unit]) => unit),
    usageKwh: rows.map(([, , usage]) => usage),
    charge: rows.map(([, , , charge]) => charge),
    ...{ tenant: nothing, openingDate: nothing, openingReading: nothing, closingDate: nothing },
    ...{ closingReading: nothing, rate: nothing, commonShare: nothing },
    flags: rows.map(() => []),
  };
}

const JAN = '2025-01-31';
const FEB = '2025-02-28';

test('tenancies of a unit are added up, exactly; a missing part makes no usage of the rest', () => {
  const columns = allocation([
    [JAN, 'Unit 10', '0.100', '0.10'],
    [JAN, 'Unit 10', '0.200', null],
    [JAN, 'Unit 9', '5.000', '1.00'],
    [FEB, 'UNIT 10', '7.000', '2.00'],
    [FEB, 'Unit 10', null, null],
  ]);
  const ends = periodEnds(columns);
  expect(ends).toEqual([JAN, FEB]);
  expect(figuresByUnit(columns, ends, 'usageKwh')).toEqual([
    { key: 'unit unit 9', unit: 'Unit 9', values: ['5.000', null] },
    { key: 'unit unit 10', unit: 'Unit 10', values: ['0.300', null] },
  ]);
  expect(figuresByUnit(columns, ends, 'charge').map(({ values }) => values)).toEqual([
    ['1.00', null],
    ['0.10', '2.00'],
  ]);
});

test('a unit that is called as another column has a header of its own', () => {
  expect(unitHeaders(['to', 'Attic', 'To (2)'], ['To'])).toEqual(['to (2)', 'Attic', 'To (2) (2)']);
});
