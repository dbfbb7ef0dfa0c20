/** What nobody should send, and somebody will: for requests that are broken on purpose. */
import { AWKWARD_TEXTS, LONE_SURROGATE } from '../../tests/setup/arbitrary.ts';

export const NUL = '\u0000';
/** Stands for a number that JSON.stringify would not write so. */
const raw = (number: string) => `@raw ${number}@`;
export const written = (value: unknown) =>
  JSON.stringify(value).replaceAll(/"@raw ([^@"]*)@"/g, '$1');

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Values of every type and size. */
export const JUNK: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[]], { a: 1 }, [null]],
  ...['1e999', '-1e999', '-0', '1E400', `1${'0'.repeat(400)}`, '0.1e-400'].map(raw),
  ...[
    'x'.repeat(20_000),
    '-'.repeat(5_000),
    '0'.repeat(5_000),
    'a@'.repeat(2_000),
    NUL,
    `a${NUL}b`,
  ],
  ...[Array.from({ length: 3_000 }, () => null), Array.from({ length: 3_000 }, () => 'a')],
  ...[nested(40), nested(2_000)],
  ...AWKWARD_TEXTS,
];
/** Names of keys, some of which every object has. */
export const KEYS = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'toJSON',
    'length',
  ],
  ...[
    '',
    ' ',
    'id',
    'userId',
    'role',
    '$where',
    'extra',
    'k'.repeat(4_000),
    '\u0001',
    NUL,
    LONE_SURROGATE,
  ],
];

/** Headers that call a body something else. */
export const HEADERS: readonly Record<string, string>[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'json',
  ].map((type) => ({ 'Content-Type': type })),
  ...['utf-16le', 'utf-16', 'utf-7', 'utf-32', 'latin1', 'klingon', ''].map((charset) => ({
    'Content-Type': `application/json; charset=${charset}`,
  })),
  ...['gzip', 'deflate', 'br', 'klingon'].map((coding) => ({ 'Content-Encoding': coding })),
  {},
];
export const QUERY_VALUES = [
  ...[
    '',
    'nonsense',
    '%',
    '%00',
    '%E0%A4%A',
    '%ED%A0%80',
    '2025-02-30',
    '99999-01-01',
    '-1',
    '1e9',
    'NaN',
  ],
  ...['[]', '%7B%7D', 'null', '0', '101', 'x'.repeat(3_000), '9'.repeat(400), '%F0%9F%98%80'],
];
export const QUERY_NAMES = [
  ...[
    'x',
    '__proto__',
    'constructor',
    'from[]',
    'from[a]',
    '%00',
    '',
    'before.x',
    'x'.repeat(1_000),
  ],
];

/** Parts of an address that name nothing. */
export const PARAMS = [
  ...[
    'nonsense',
    '%',
    '%00',
    '%E0%A4%A',
    '..%2f..',
    '..%5c',
    '%20',
    'null',
    '-1',
    '1e9',
    '0',
    '01',
  ],
  ...[
    '99999999999',
    '%27%3B--',
    '%7Bid%7D',
    '%F0%9F%98%80',
    '%ED%A0%80',
    'x'.repeat(5_000),
    '*',
    '__proto__',
  ],
  ...[
    '00000000-0000-4000-8000-00000000000g',
    '00000000-0000-4000-8000-0000000000000',
    '٣',
    '1%0d%0aX:1',
  ],
];
