import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statement } from './documents.fixture.ts';
import { billSheetName } from './sheet-names.ts';

const never = () => false;

test('a sheet is called by unit, tenant and month, and says whether it is a draft', () => {
  expect(billSheetName(statement(), never)).toBe('Apt 1A Ann Miller 2025-01 draft');
  expect(billSheetName(statement({ number: 7 }), never)).toBe('Apt 1A Ann Miller 2025-01');
  expect(billSheetName(statement({ unit: 'A/B [1]', tenant: null }), never)).toBe(
    'A-B -1- 2025-01 draft',
  );
});

test('names that would be the same are told apart', () => {
  const taken = new Set(['apt 1a ann miller 2025-01']);
  const isTaken = (name: string) => taken.has(name.toLowerCase());
  expect(billSheetName(statement({ number: 7 }), isTaken)).toBe('Apt 1A Ann Miller 2025-01 2');
});

test('whatever units and tenants are called, Excel takes the name, and takes it once', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom("'", '🏠'.repeat(20), 'History', ':\\/?*[]'),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, fc.option(text), fc.boolean()), { maxLength: 12 }),
      (bills) => {
        const taken = new Set<string>();
        for (const [unit, tenant, isDraft] of bills) {
          const bill = statement({ unit, tenant, number: isDraft ? null : 3 });
          const name = billSheetName(bill, (one) => taken.has(one.toLowerCase()));
          expect(name).not.toMatch(/^'|'$|[:\\/?*[\]]/);
          expect(name.length).toBeLessThanOrEqual(31);
          expect(name).not.toMatch(/\p{Surrogate}/u);
          expect(taken.has(name.toLowerCase())).toBe(false);
          taken.add(name.toLowerCase());
        }
      },
    ),
  );
});
