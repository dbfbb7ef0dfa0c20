import * as z from 'zod';

/** Where a value has a key too many or too few, as a JSON pointer; null where it has neither. */
type Check = (value: unknown, pointer: string) => string | null;

/**
 * A check that a value has exactly the keys which a schema declares, at every depth, so that nothing
 * undeclared leaves the server. It looks at objects and files only and not into columns of scalars: parsing
 * those costs seven times as much as encoding them (60 ms against 9 for 12,000 rows of allocation).
 * @returns null where there is nothing to check
 */
export function shapeCheck(schema: z.core.$ZodType): Check | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    const check = shapeCheck(schema.unwrap());
    return (
      check && ((value, at) => (value === undefined || value === null ? null : check(value, at)))
    );
  }
  if (schema instanceof z.ZodArray) return arrayCheck(shapeCheck(schema.element));
  if (schema instanceof z.ZodObject) return objectCheck(schema);
  if (schema instanceof z.ZodFile) return (value, at) => (value instanceof File ? null : at);
  return null;
}

function arrayCheck(check: Check | null): Check | null {
  if (check === null) return null;
  return (value, at) => {
    if (!Array.isArray(value)) return at;
    for (let i = 0; i < value.length; i += 1) {
      const fault = check(value[i], `${at}/${i}`);
      if (fault !== null) return fault;
    }
    return null;
  };
}

function objectCheck(schema: z.ZodObject): Check {
  const checks = new Map(Object.entries(schema.shape).map(([key, one]) => [key, shapeCheck(one)]));
  const needed = Object.entries(schema.shape).filter(([, one]) => !(one instanceof z.ZodOptional));
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return at;
    for (const [key] of needed) if (!Object.hasOwn(value, key)) return `${at}/${key}`;
    for (const [key, one] of Object.entries(value)) {
      const check = checks.get(key);
      if (check === undefined) return `${at}/${key}`;
      const fault = check?.(one, `${at}/${key}`) ?? null;
      if (fault !== null) return fault;
    }
    return null;
  };
}
