import { hash } from '@node-rs/argon2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { password as onTheWire } from '../../contract/scalars.ts';
import { ARGON2, hashPassword, isOutdated, passwordProblem, verifyPassword } from './password.ts';

const GRACE = { name: 'Grace Hopper', email: 'grace.hopper@navy.example.com' };
const problem = (password: string) => passwordProblem(password, GRACE);

/** Greek letters with all their marks, each mark a code point of its own. */
function accented(length: number): string {
  const codes = Array.from({ length }, (_, i) => 0x1f82 + ((i * 13 + (i >> 3)) % 6));
  return String.fromCodePoint(...codes).normalize('NFD');
}

describe('length', () => {
  test.each([
    ['seven letters', 'kvqzmxw', 'this one has 7'],
    ['seven, typed as eight code points', 'a\u0301kvqzmx', 'this one has 7'],
    ['129 characters', 'kvqzmxwj'.repeat(16) + '!', 'this one has 129'],
  ])('%s are refused, and how many there are is told', (_, password, told) => {
    expect(problem(password)).toContain(told);
  });

  test.each([
    ['8 of a random kind', 'j7$kQ2pz'],
    ['128 characters', 'correct horse battery staple '.repeat(5).slice(0, 128)],
    ['128 that come as 512 UTF-16 units', accented(128)],
    ['white space within', 'ab cd ef gh'],
    ['another script', 'пароль четыре слова вместе'],
    ['pictures', '🦊🌲🚲🎻🧊🍋🦉🪁'],
  ])('%s are taken', (_, password) => {
    expect(problem(password)).toBeNull();
    expect(onTheWire.safeParse(password).success).toBe(true);
  });
});

describe('what others guess first is refused', () => {
  test.each([
    ...['password1!', 'P@ssw0rd2024', 'qwertyuiop', 'zaq12wsx', 'aaaaaaaaaaaa', 'abcdefghijkl'],
    ...['12345678901234567890', '2024-01-31', 'jennifer1990', 'iloveyou2', 'drowssap1'],
    ...['passwordpasswordpassword', 'landlord1', 'Electricity', 'tenant1234', 'apartment12'],
  ])('%s', (password) => {
    expect(problem(password)).toMatch(/guess first.*three or four words/);
  });

  test('so is what only differs in width', () => {
    expect(problem('ｐａｓｓｗｏｒｄ１！')).toMatch(/guess first/);
  });
});

describe('what is made of the name, the address or ours is refused', () => {
  test.each([
    ...['Grace Hopper', 'gracehopper', 'HOPPER Grace!', 'grace.hopper@navy.example.com'],
    ...['GraceHopper1906', 'hopper2024!', 'navy.example', 'PowerTrackr', 'PowerTrackr2026!'],
  ])('%s', (password) => {
    expect(problem(password)).toMatch(/own name or address.*Choose other words/);
  });

  test.each(['grace under a full moon', 'a grasshopper in the powertrackr pane'])(
    'as part of something longer it is taken: %s',
    (password) => {
      expect(problem(password)).toBeNull();
    },
  );

  test('a name without letters refuses nothing by itself', () => {
    expect(passwordProblem('ledger lamp lantern', { name: '.', email: 'a@b.c' })).toBeNull();
  });
});

test('a random password is taken', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 9, maxLength: 96 }), (bytes) => {
      // As password managers make them: nearly all different.
      fc.pre(new Set(bytes).size > bytes.length * 0.8);
      expect(problem(Buffer.from(bytes).toString('base64url'))).toBeNull();
    }),
    { numRuns: 200 },
  );
});

test('what is typed is told or taken, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 128 }), fc.string(), (password, name) => {
      const found = passwordProblem(password, { ...GRACE, name });
      expect(found === null || found.length > 20).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('the same password typed as other code points is the same', async () => {
  const kept = await hashPassword('caf\u00e9 in the corner');
  expect(await verifyPassword(kept, 'cafe\u0301 in the corner')).toBe(true);
  expect(await verifyPassword(kept, 'cafe in the corner')).toBe(false);
  expect(await verifyPassword(null, 'nobody has this password')).toBe(false);
});

test('a hash is outdated when its parameters are', async () => {
  expect(isOutdated(await hashPassword('ledger lamp lantern'))).toBe(false);
  expect(isOutdated(await hash('ledger lamp lantern', { ...ARGON2, timeCost: 1 }))).toBe(true);
});
