/** Inputs that an endpoint's schema takes, whatever they hold: for laws that are made from the contract. */
import fc from 'fast-check';
import * as z from 'zod';
import type { JsonSchema } from './json-schema.ts';

/** Half of a pair: no character at all, though JSON can write it. */
export const LONE_SURROGATE = '\ud83d';

/** Texts that somebody, or some program, may well send. */
export const AWKWARD_TEXTS = [
  ...['', ' ', '\t\r\n', 'null', 'NaN', '-Infinity', '1e999', '0x10', '-0', '٣', '1 000,5'],
  ...['__proto__', 'constructor', 'toString', '{{7*7}}', '${7*7}', '%s%n', '=1+1', '@SUM(A1)'],
  ...["'; drop table users; --", '{"a":1}', '\\', '\\u0000', '"', '\u0001\u001b[31m\u007f'],
  ...['\u200b\u202e', '\ufeff', '\uffff', LONE_SURROGATE, `a\udc00${LONE_SURROGATE}b`],
  ...[
    'e\u0301'.repeat(20),
    '👩‍👩‍👧‍👦',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    'a@b\r\nBcc: c@d',
  ],
] as const;
const USUAL_TEXTS = ['Apt 1', 'Apt 2', 'Ann', '2025-01-31', '2025-02', '100.00', 'R-1', 'owner'];

/** @param ids of things that are there, so that not every id names nothing */
export function arbitraryOf(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  const known = root.$defs ?? {};
  const uuid = ids.length === 0 ? fc.uuid() : fc.oneof(fc.uuid(), fc.constantFrom(...ids));
  const made = (one: JsonSchema): fc.Arbitrary<unknown> => {
    const named = /^#\/\$defs\/(.+)$/.exec(one.$ref ?? '')?.[1];
    if (named !== undefined) return made(known[named] ?? {});
    if (one.const !== undefined) return fc.constant(one.const);
    if (one.enum !== undefined) return fc.constantFrom(...one.enum);
    const either = one.anyOf ?? one.oneOf;
    if (either !== undefined) return fc.oneof(...either.map(made));
    switch (one.type ?? 'null') {
      case 'object':
        return object(one, made);
      case 'array':
        return array(one, made(one.items ?? {}));
      case 'string':
        return one.format === 'uuid' ? uuid : text(one);
      case 'integer':
      case 'number': {
        const { minimum: min = -1e9, maximum: max = 1e9 } = one;
        return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
      }
      case 'boolean':
        return fc.boolean();
      default:
        return fc.constant(null);
    }
  };
  return made(root).filter((value) => schema.safeParse(value).success);
}

function object(
  { properties = {}, required = [] }: JsonSchema,
  made: (schema: JsonSchema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const model = Object.entries(properties).map(([name, one]) => [name, made(one)] as const);
  return fc.record(Object.fromEntries(model), {
    requiredKeys: [...required],
    noNullPrototype: true,
  });
}

function array({ minItems = 0, maxItems = 5 }: JsonSchema, item: fc.Arbitrary<unknown>) {
  return fc.array(item, {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, 5)),
  });
}

function text({ format, pattern, minLength = 0, maxLength = 400 }: JsonSchema) {
  const fits = (one: string) => one.slice(0, maxLength).padEnd(minLength, 'x');
  if (format === 'email') return fc.emailAddress();
  if (format === 'date') {
    return fc.oneof(
      isoDate,
      fc.constantFrom('2025-01-31', '2025-02-28', '0000-01-01', '9999-12-31'),
    );
  }
  if (format === 'date-time') return isoDate.map((day) => `${day}T12:00:00Z`);
  const free = fc.oneof(
    fc.constantFrom(...USUAL_TEXTS),
    fc.constantFrom(...AWKWARD_TEXTS),
    fc.string({ unit: 'binary', maxLength: Math.min(maxLength, 30) }),
    fc.constant('x'.repeat(maxLength)),
  );
  if (pattern === undefined) return free.map(fits);
  const shape = new RegExp(pattern, 'u');
  const isRight = (one: string) => shape.test(one) && one.length <= maxLength;
  if (isRight('Aé 1')) return free.map(fits).filter(isRight);
  // Few of what "as many as one likes" makes are short enough: one or none is as good.
  const sparing = new RegExp(pattern.replaceAll('[\\s-]*', '[ -]?'), 'u');
  return fc.stringMatching(sparing).filter(isRight);
}

const isoDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
