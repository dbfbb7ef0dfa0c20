import { expect, test } from 'vitest';
import { relativeFormula } from './relative-formula.ts';

test('what was filled down is the same in every row', () => {
  expect(relativeFormula('=C2*$D$1+Sheet2!AB12', 2)).toBe(
    relativeFormula('=C3*$D$1+Sheet2!AB13', 3),
  );
  expect(relativeFormula('=C2', 2)).not.toBe(relativeFormula('=C2', 3));
  expect(relativeFormula('=C$2', 2)).toBe(relativeFormula('=C$2', 3));
  expect(relativeFormula('=[@Charge]*2', 2)).toBe('=[@Charge]*2');
});
