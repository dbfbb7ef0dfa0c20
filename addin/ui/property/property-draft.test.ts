import { expect, test } from 'vitest';
import type { Property } from '../../../contract/properties.ts';
import { DEFAULT_SETTINGS } from '../../../contract/properties.ts';
import { changeOf, draftOf, faultsOf, hasFaults } from './property-draft.ts';

const property: Property = {
  ...{ id: '1', name: 'Elm Street 12', currency: 'USD', role: 'owner', revision: 0 },
  ...{ settings: DEFAULT_SETTINGS, archivedAt: null },
};
const draft = draftOf(property);
const line = (from: string, split: 'owner' | 'usage' | 'equal' = 'usage') => ({ from, split });

test('what was not touched is not changed', () => {
  expect(changeOf(property, draft)).toBeNull();
  expect(changeOf(property, { ...draft, name: ' Elm Street 12 ' })).toBeNull();
});

test('only what was touched is sent, the common part in the order of its days', () => {
  const commonPart = [line('', 'owner'), line('2025-06-01', 'equal'), line('2025-01-01')];
  expect(changeOf(property, { ...draft, commonPart, readingWindowDays: '12' })).toEqual({
    settings: {
      readingWindowDays: 12,
      commonPart: [
        { from: null, split: 'owner' },
        { from: '2025-01-01', split: 'usage' },
        { from: '2025-06-01', split: 'equal' },
      ],
    },
  });
  expect(changeOf(property, { ...draft, name: 'Elm', currency: 'EUR' })).toEqual({
    name: 'Elm',
    currency: 'EUR',
  });
});

test('before the first day that is named the common part is the owner’s', () => {
  const commonPart = [{ from: '2025-01-01', split: 'usage' as const }];
  const settings = { ...DEFAULT_SETTINGS, commonPart };
  expect(draftOf({ ...property, settings }).commonPart).toEqual([
    line('', 'owner'),
    line('2025-01-01'),
  ]);
});

test('a name, 0 to 60 days, and a day of its own for each change are needed', () => {
  expect(hasFaults(faultsOf(draft))).toBe(false);
  expect(faultsOf({ ...draft, name: ' ' }).name).toBe(true);
  for (const days of ['', '61', '-1', '1.5', 'ten']) {
    expect(faultsOf({ ...draft, readingWindowDays: days }).readingWindowDays).toBe(true);
  }
  const commonPart = [line(''), line('2025-01-01'), line('2025-01-01'), line('')];
  expect(faultsOf({ ...draft, commonPart }).commonPart).toEqual([null, null, 'twice', 'needed']);
});
