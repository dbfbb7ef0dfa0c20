import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecretBox } from './secret-box.ts';

const newKey = () => randomBytes(32).toString('base64');

test('any text opens again, for the same purpose only', () => {
  const box = createSecretBox(newKey(), null);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (text, purpose, other) => {
      const sealed = box.seal(text, purpose);
      expect(box.open(sealed, purpose)).toBe(text);
      if (other !== purpose) expect(() => box.open(sealed, other)).toThrow('authenticate');
    }),
  );
});

test('a sealed text that was changed anywhere does not open', () => {
  const box = createSecretBox(newKey(), null);
  const sealed = box.seal('JBSWY3DPEHPK3PXP', 'totp');
  for (let at = 0; at < sealed.length; at += 1) {
    const other = sealed[at] === 'A' ? 'B' : 'A';
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
    // The last character carries bits that are not part of any byte.
    if (at < sealed.length - 1)
      expect(() => box.open(changed, 'totp')).toThrow(/authenticate|not at hand/);
  }
});

test('the same text is never sealed alike twice', () => {
  const box = createSecretBox(newKey(), null);
  expect(box.seal('a', 'b')).not.toBe(box.seal('a', 'b'));
});

test('the key before opens what it sealed, and what it sealed can be told apart', () => {
  const [old, fresh] = [newKey(), newKey()];
  const before = createSecretBox(old, null);
  const after = createSecretBox(fresh, old);
  const sealed = before.seal('secret', 'totp');
  expect(after.open(sealed, 'totp')).toBe('secret');
  expect(sealed.startsWith(after.currentPrefix)).toBe(false);
  expect(after.seal('secret', 'totp').startsWith(after.currentPrefix)).toBe(true);
  expect(() => createSecretBox(fresh, null).open(sealed, 'totp')).toThrow('not at hand');
});
