import { expect, test } from 'vitest';
import { passwordStrength } from '../addin/flows/password-strength.ts';
import { passwordProblem } from '../server/auth/password.ts';

const ADA = { name: 'Ada Lovelace', email: 'ada@engines.example' };

test.each([
  ...['short', 'password1!', 'Lovelace1815', 'engines!', 'tenant1234', 'x'.repeat(129)],
  ...['Summer2025!', 'j7$kQ2pz', 'ledger lamp lantern', 'a lovelace in the corner', 'пароль123'],
])('the meter refuses what the server refuses, and nothing else: %s', async (password) => {
  const isRefused = (await passwordStrength(password, ADA)) === 'refused';
  expect(isRefused).toBe(passwordProblem(password, ADA) !== null);
});

test.each([
  ['Summer2025!', 'fair'],
  ['ElmStreet4', 'good'],
  ['ledger lamp lantern', 'strong'],
] as const)('%s is %s', async (password, strength) => {
  expect(await passwordStrength(password, ADA)).toBe(strength);
});
