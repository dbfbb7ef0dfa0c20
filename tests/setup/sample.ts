/** A smallest input that an endpoint's schema takes: for tests that are made from the contract. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { JsonSchema } from './json-schema.ts';

/** @throws where the schema takes none of what is known here: then its kind of text is to be added */
export function sampleOf(schema: z.ZodType): unknown {
  const root = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  const sample = made(root, root.$defs ?? {});
  schema.parse(sample);
  return sample;
}

function made(schema: JsonSchema, known: Readonly<Record<string, JsonSchema>>): unknown {
  const named = /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? '')?.[1];
  if (named !== undefined) return made(known[named] ?? {}, known);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return made(first, known);
  switch (schema.type ?? 'null') {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      return Object.fromEntries(
        required.map((name) => [name, made(properties[name] ?? {}, known)]),
      );
    }
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => made(schema.items ?? {}, known));
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, 0);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

const TEXTS = ['a', '0', '2025-01-31', '123456', 'USD', 'A'.repeat(43), 'K7QM-2XWD-9FTB-H4PZ'];

function text({ format, pattern, minLength = 0 }: JsonSchema): string {
  if (format === 'uuid') return randomUUID();
  if (format === 'email') return 'nobody@example.com';
  if (format === 'date') return '2025-01-31';
  if (format === 'date-time') return '2025-01-31T00:00:00Z';
  const shape = new RegExp(pattern ?? '', 'u');
  const found = TEXTS.map((one) => one.padEnd(minLength, 'x')).find((one) => shape.test(one));
  if (found === undefined) throw new Error(`no sample for ${pattern}`);
  return found;
}
