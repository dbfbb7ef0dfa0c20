/** Ways to break a request that was right, and what the contract says must be refused of it. */
import { parse as parseQuery } from 'node:querystring';
import fc from 'fast-check';
import type { Endpoint } from '../../contract/endpoint.ts';
import {
  HEADERS,
  JUNK,
  KEYS,
  NUL,
  PARAMS,
  QUERY_NAMES,
  QUERY_VALUES,
  written,
} from './junk.fixture.ts';

/** Where in the request it is broken, and what is sent instead. */
export type Broken =
  | { readonly part: 'body'; readonly headers: Record<string, string>; readonly bytes: Buffer }
  | { readonly part: 'query'; readonly search: string }
  | { readonly part: 'params'; readonly name: string; readonly text: string };

type Path = readonly (string | number)[];

/** Where something stands in a value; not every cell of a long column. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.slice(0, 3).map((one, i) => [i, one])
    : Object.entries(value);
  return [at, ...entries.flatMap(([key, one]) => pathsOf(one, [...at, key]))];
}

/** A copy in which `change` has worked on what holds the place. */
function changed(value: unknown, path: Path, change: (holder: object, key: PropertyKey) => void) {
  const root = { value: structuredClone(value) };
  const last = path.at(-1);
  let holder: object = root;
  for (const key of ['value', ...path].slice(0, -1)) holder = Reflect.get(holder, key) as object;
  change(holder, last ?? 'value');
  return root.value;
}

function put(holder: object, key: PropertyKey, value: unknown): void {
  // Assigned, "__proto__" would not be a key.
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

/** Of another shape: a key too many or too few, another type, another size. */
const misshapen = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc
    .tuple(valid, fc.nat(), fc.constantFrom(...JUNK), fc.constantFrom(...KEYS), fc.nat({ max: 3 }))
    .map(([value, at, junk, key, way]) => {
      const paths = pathsOf(value);
      const path = paths[at % paths.length] ?? [];
      const text = changed(value, path, (holder, last) => {
        const there: unknown = Reflect.get(holder, last);
        if (way === 0 && path.length > 0) Reflect.deleteProperty(holder, last);
        else if (way === 1 && Array.isArray(there)) there.push(junk);
        else if (way === 1 && typeof there === 'object' && there !== null) put(there, key, junk);
        else put(holder, last, junk);
      });
      return text === undefined ? '' : written(text);
    });

const insertedAt = (text: string, at: number, what: string) =>
  text.slice(0, at % (text.length + 1)) + what + text.slice(at % (text.length + 1));

/** No JSON any more, or hardly. */
const misspelt = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> =>
  fc.tuple(valid.map(written), fc.nat(), fc.nat({ max: 9 })).map(([text, at, way]) => {
    const bytes = Buffer.from(text);
    const cut = at % (bytes.length + 1);
    const ways: readonly (() => string | Buffer)[] = [
      () => bytes.subarray(0, cut),
      () => Buffer.concat([bytes.subarray(0, cut), Buffer.from([0xff]), bytes.subarray(cut)]),
      () =>
        Buffer.concat([
          bytes.subarray(0, cut),
          Buffer.from([0xed, 0xa0, 0x80]),
          bytes.subarray(cut),
        ]),
      () => Buffer.concat([bytes.subarray(0, cut), Buffer.from([0]), bytes.subarray(cut)]),
      () => insertedAt(text, at, '\\u0000'),
      () => insertedAt(text, at, '\\ud83d'),
      () => insertedAt(text, at, at % 2 === 0 ? 'NaN' : '/* */'),
      () => text.replaceAll('"', "'"),
      () => `${text}${text}`,
      () => '['.repeat(7_000),
    ];
    return Buffer.from(ways[way]?.() ?? '');
  });

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Called something else, or truly written otherwise, with a NUL in it where there is a text. */
const mislabelled = (valid: fc.Arbitrary<unknown>) =>
  fc.tuple(valid.map(written), fc.constantFrom(...HEADERS)).map(([text, given]) => {
    const isWide = given['Content-Type']?.includes('utf-16') === true;
    const bytes = isWide
      ? Buffer.from(text.replace('":"', '":"\\u0000'), 'utf16le')
      : Buffer.from(text);
    return { headers: 'Content-Type' in given ? given : { ...JSON_TYPE, ...given }, bytes };
  });

function bodies(valid: fc.Arbitrary<unknown>): fc.Arbitrary<Broken> {
  const labelled = (bytes: string | Buffer) => ({ headers: JSON_TYPE, bytes: Buffer.from(bytes) });
  return fc
    .oneof(
      { weight: 6, arbitrary: misshapen(valid).map(labelled) },
      { weight: 3, arbitrary: misspelt(valid).map(labelled) },
      { weight: 1, arbitrary: mislabelled(valid) },
    )
    .map((one) => ({ part: 'body', ...one }));
}

function queries(endpoint: Endpoint): fc.Arbitrary<Broken> {
  const { shape } = endpoint.query as unknown as { shape: Record<string, unknown> };
  const name = fc.constantFrom(...Object.keys(shape), ...Object.keys(shape), ...QUERY_NAMES);
  const pair = fc.tuple(name, fc.constantFrom(...QUERY_VALUES)).map((one) => one.join('='));
  return fc
    .array(pair, { minLength: 1, maxLength: 3 })
    .map((pairs) => ({ part: 'query', search: pairs.join('&') }));
}

function params(endpoint: Endpoint): fc.Arbitrary<Broken>[] {
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  if (names.length === 0) return [];
  const text = fc.constantFrom(...PARAMS.map((one) => one.replace('٣', '%D9%A3')));
  return [
    fc.record({ part: fc.constant('params' as const), name: fc.constantFrom(...names), text }),
  ];
}

export const takesBody = ({ method }: Endpoint) => method === 'POST' || method === 'PATCH';

/** Only what is to be refused, whatever else the request says. */
export function brokenRequests(endpoint: Endpoint, valid: fc.Arbitrary<unknown>) {
  return fc
    .oneof(
      ...(takesBody(endpoint) ? [{ weight: 5, arbitrary: bodies(valid) }] : []),
      queries(endpoint),
      ...params(endpoint),
    )
    .filter((broken) => isToBeRefused(endpoint, broken));
}

function isToBeRefused(endpoint: Endpoint, broken: Broken): boolean {
  if (broken.part === 'query') {
    return !endpoint.query.safeParse(parseQuery(broken.search)).success;
  }
  if (broken.part === 'params') {
    // Every parameter alone: the schema of all of them says which one it is that does not fit.
    const parsed = endpoint.params.safeParse({ [broken.name]: decoded(broken.text) });
    return !parsed.success && parsed.error.issues.some(({ path }) => path[0] === broken.name);
  }
  const { headers, bytes } = broken;
  if (bytes.length === 0) return !endpoint.body.safeParse({}).success;
  if (!/^application\/json(; charset=(utf-8)?)?$/.test(headers['Content-Type'] ?? '')) return true;
  if (headers['Content-Encoding'] !== undefined) return true;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return hasNoCharacter(value) || !endpoint.body.safeParse(value).success;
  } catch {
    return true;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A text, or a key, that cannot be kept as it is. */
function hasNoCharacter(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(NUL) || /\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, one]) => hasNoCharacter(key) || hasNoCharacter(one));
}
