import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareCode, newWrittenCode } from './written-code.ts';

test('a code has its length in groups, and no character that is taken for another', () => {
  for (let i = 0; i < 100; i += 1) {
    expect(newWrittenCode(16, 4)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(newWrittenCode(10, 5)).toMatch(/^\w{5}-\w{5}$/);
  }
});

test('every character is as likely as any other', () => {
  const counts = new Map<string, number>();
  for (const one of newWrittenCode(32_000, 32_000)) counts.set(one, (counts.get(one) ?? 0) + 1);
  expect(counts.size).toBe(32);
  for (const count of counts.values()) expect(count).toBeGreaterThan(800);
});

test('it is the same code, however it is typed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('', ' ', '-', '  ', '\n'), { minLength: 40 }), (gaps) => {
      const code = newWrittenCode(16, 4);
      const loose = Array.from(code.replaceAll('0', 'o').replaceAll('1', 'l'), (one, i) => {
        return `${gaps[i]}${one.toLowerCase()}`;
      });
      expect(bareCode(loose.join(''))).toBe(code.replaceAll('-', ''));
    }),
  );
});
