import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { shapeCheck } from './shape.ts';

const row = z.strictObject({ id: z.string(), note: z.string().optional() });
const schema = z.strictObject({
  rows: z.array(row),
  latest: row.nullable(),
  settings: z.strictObject({ days: z.array(z.int()) }).optional(),
});
const check = shapeCheck(schema);

describe('the check of an output', () => {
  test.each([
    [{ rows: [], latest: null }, null],
    [{ rows: [{ id: 'a', note: 'b' }], latest: { id: 'a' }, settings: { days: [1] } }, null],
    [{ rows: [{ id: 'a' }, { id: 'b', passwordHash: 'c' }], latest: null }, '/rows/1/passwordHash'],
    [{ rows: [], latest: { id: 'a', secret: 1 } }, '/latest/secret'],
    [{ rows: [], latest: null, settings: { days: [], more: 1 } }, '/settings/more'],
    [{ rows: [], latest: null, more: undefined }, '/more'],
    [{ rows: [] }, '/latest'],
    [{ rows: {}, latest: null }, '/rows'],
    [{ rows: [[]], latest: null }, '/rows/0'],
    [null, ''],
  ])('of %j finds %j', (value, pointer) => {
    expect(check?.(value, '') ?? null).toBe(pointer);
  });
});

test('every endpoint that answers an object has its keys checked', () => {
  const endpoints: readonly Endpoint[] = Object.values(ENDPOINTS);
  const unchecked = endpoints.filter((one) => shapeCheck(one.output) === null);
  expect(unchecked.every((one) => one.status === 204)).toBe(true);
});

test('no output hides objects where the check does not look', () => {
  const kinds = new Set<string>();
  const visit = (one: z.core.$ZodType): void => {
    if (one instanceof z.ZodOptional || one instanceof z.ZodNullable) return visit(one.unwrap());
    if (one instanceof z.ZodArray) return visit(one.element);
    if (one instanceof z.ZodObject)
      return Object.values(one.shape).forEach((child) => visit(child));
    kinds.add(one._zod.def.type);
  };
  for (const { output } of Object.values(ENDPOINTS)) visit(output);
  expect([...kinds].toSorted()).toEqual([
    ...['boolean', 'enum', 'file', 'literal', 'null', 'number', 'string'],
  ]);
});
