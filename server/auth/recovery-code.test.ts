import { expect, test } from 'vitest';
import { recoveryCode } from '../../contract/sessions.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-code.ts';

test('there are ten, of two groups without look-alikes, as the contract takes them', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9ACDEFGHJKMNPQRTVWXY]{5}-[0-9ACDEFGHJKMNPQRTVWXY]{5}$/);
    expect(recoveryCode.safeParse(code).success).toBe(true);
  }
});

test.each(['01258-V9QWX', '0125 8v9qwx', 'o i z s b u 9 q w x ', 'OLZSB-U9QWX'])(
  'typed as %j it is the same code',
  async (typed) => {
    expect(recoveryCode.safeParse(typed).success).toBe(true);
    const stored = await hashRecoveryCode('01258-V9QWX', 'somebody');
    expect(await hashRecoveryCode(typed, 'somebody')).toBe(stored);
  },
);

test("another code, or another user's, is stored as something else", async () => {
  const stored = await hashRecoveryCode('01258-V9QWX', 'somebody');
  expect(await hashRecoveryCode('01258-V9QWY', 'somebody')).not.toBe(stored);
  expect(await hashRecoveryCode('01258-V9QWX', 'somebody else')).not.toBe(stored);
});
