import { expect, test } from 'vitest';
import { statement } from '../../flows/bills/documents.fixture.ts';
import type { BillHere } from '../../flows/bills/open-bills.ts';
import type { Ready } from './lines.ts';
import { isReady, nextStep, owes, sumOf } from './lines.ts';

function ready(state: BillHere['state'], number: number | null, totalDue = '49.96'): Ready {
  const document = statement({ number, totalDue });
  const { unit, tenant } = document;
  const draft = number === null ? { key: unit, digest: null } : null;
  const one: BillHere = {
    bill: { unit, tenant, email: null, missing: [], number, draft, document, reason: null },
    sheet: null,
    state,
  };
  if (!isReady(one)) throw new Error('it is');
  return one;
}

test('what no sheet shows as it is comes first, then drafts are issued, and then they go out', () => {
  const [unmade, draft, issued] = [ready('unmade', null), ready('draft', null), ready('issued', 1)];
  expect(nextStep([unmade, draft, issued], true)).toEqual({ what: 'make', bills: [unmade, draft] });
  expect(nextStep([draft, issued], true)).toEqual({ what: 'issue', bills: [draft] });
  expect(nextStep([issued], true)).toEqual({ what: 'send', bills: [issued] });
  expect(nextStep([], true)).toEqual({ what: 'make', bills: [] });
});

test('an issued bill whose sheet is a draft still is made again, and not issued twice', () => {
  const unstamped = ready('unmade', 7);
  expect(nextStep([unstamped], true)).toEqual({ what: 'make', bills: [unstamped] });
});

test('who may not issue fills drafts in again', () => {
  const draft = ready('draft', null);
  expect(nextStep([draft], false)).toEqual({ what: 'make', bills: [draft] });
});

test('nothing to pay and a credit are no debt', () => {
  expect(['0.01', '0.00', '0', '-5.00'].map((due) => owes(ready('draft', null, due)))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('amounts are added up exactly, with the decimals of their currency', () => {
  expect(sumOf(['0.10', '0.20', '-5.00'])).toBe('-4.70');
  expect(sumOf(['9007199254740993.01', '0.02'])).toBe('9007199254740993.03');
  expect(sumOf(['98', '2'])).toBe('100');
  expect(sumOf(['0.005', '-0.010'])).toBe('-0.005');
  expect(sumOf([])).toBe('0');
});
