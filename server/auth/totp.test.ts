import fc from 'fast-check';
import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** RFC 6238's own secret and times; its codes have eight digits, of which six are shown. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i seconds the code of the RFC is %s', (seconds, code) => {
  const step = stepOfCode(RFC_SECRET, code, null, new Date(seconds * 1_000));
  expect(step).toBe(Math.floor(seconds / 30));
});

test('a code counts in its step, the one before and the one after, and in no other', () => {
  const time = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2100-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(time, fc.integer({ min: -5, max: 5 }), (now, steps) => {
      const secret = newTotpSecret();
      const epoch = Math.floor(now.getTime() / 1_000) + steps * 30;
      const code = generateSync({ secret, epoch });
      const step = stepOfCode(secret, code, null, now);
      // One of a million codes is that of another step too.
      if (Math.abs(steps) <= 1) expect(step).not.toBeNull();
      else if (step !== null) expect(Math.abs(step - Math.floor(now.getTime() / 30_000))).toBe(1);
    }),
  );
});

test('no code of the step that was last taken, or before it, counts', () => {
  const secret = newTotpSecret();
  const now = new Date('2026-01-01T00:00:00Z');
  const current = now.getTime() / 30_000;
  const codes = [-1, 0, 1].map((steps) => generateSync({ secret, epoch: (current + steps) * 30 }));
  const taken = (last: number) => codes.map((code) => stepOfCode(secret, code, last, now));
  expect(taken(current - 2)).toEqual([current - 1, current, current + 1]);
  expect(taken(current)).toEqual([null, null, current + 1]);
  expect(taken(current + 1)).toEqual([null, null, null]);
});

test('after the clock was set back a code is wrong, and nothing breaks', () => {
  const secret = newTotpSecret();
  const now = new Date('2026-01-01T00:00:00Z');
  const code = generateSync({ secret, epoch: now.getTime() / 1_000 });
  expect(stepOfCode(secret, code, now.getTime() / 30_000 + 1_000, now)).toBeNull();
});

test('a secret has 160 bits, and the address that a QR code shows names the account', () => {
  const secret = newTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(totpUri(secret, 'ada+x@example.com'));
  expect(`${uri.protocol}//${uri.host}`).toBe('otpauth://totp');
  expect(decodeURIComponent(uri.pathname)).toBe('/PowerTrackr:ada+x@example.com');
  expect(uri.searchParams.get('secret')).toBe(secret);
  expect(uri.searchParams.get('issuer')).toBe('PowerTrackr');
});
