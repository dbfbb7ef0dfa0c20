import { expect, test } from 'vitest';
import type { Connection } from '../flows/connect.ts';
import { NOBODY } from '../flows/session.ts';
import { isAtHome, viewFor } from './gate.ts';

const fresh: Connection = {
  workbookId: '7f3d9a52-4a42-4a6e-9c67-0d8d3f6d0a11',
  fileName: 'Ledger.xlsx',
  propertyId: null,
  hasMapping: false,
  hasPushed: false,
  wasAt: null,
};
const mapped: Connection = {
  ...fresh,
  propertyId: '0b6cf4a5-52a5-4f0b-8d0c-2f3f7e3a9d11',
  hasMapping: true,
};
const ann = { email: 'ann@example.com', token: 'token', next: 'done' as const };

test('who comes for the first time is shown what it is, and can look at once', () => {
  expect(viewFor('home', NOBODY, fresh)).toBe('welcome');
  expect(viewFor('data', NOBODY, fresh)).toBe('data');
  expect(viewFor('review', NOBODY, fresh)).toBe('welcome');
});

test('a sign-up that was interrupted goes on with its code', () => {
  const waiting = { email: 'ann@example.com', token: null, next: 'verify-email' as const };
  expect(viewFor('home', waiting, fresh)).toBe('verify');
  expect(viewFor('sign-up', waiting, fresh)).toBe('sign-up');
});

test('signed out in the middle: sign in, then the same view again', () => {
  expect(viewFor('review', { ...ann, token: null, next: null }, mapped)).toBe('sign-in');
  expect(viewFor('review', ann, mapped)).toBe('review');
});

test('a property comes before a mapping, a mapping before everything else', () => {
  expect(viewFor('home', ann, fresh)).toBe('property');
  expect(viewFor('results', ann, { ...mapped, hasMapping: false })).toBe('data');
  expect(viewFor('sign-in', ann, mapped)).toBe('home');
  expect(viewFor('property', ann, mapped)).toBe('property');
  expect([isAtHome(ann, mapped), isAtHome(ann, fresh), isAtHome(NOBODY, mapped)]).toEqual([
    true,
    false,
    false,
  ]);
});
