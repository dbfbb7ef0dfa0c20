import * as z from 'zod';
import type { Kind } from '../../contract/kinds.ts';
import { fieldsOf, kind } from '../../contract/kinds.ts';
import type { Saying } from './words.ts';
import { FlowProblem, sentenceOf } from './words.ts';

/**
 * The mapping: which of the user's columns feed which field. Confirmed by the user, kept in the
 * workbook, and read from a file by `npm run workbook -- --mapping FILE.json`:
 *
 *     { "tables": [{
 *         "source": "Readings", "kind": "readings",
 *         "from": { "sheet": "Ledger" },
 *         "where": [{ "column": "Utility", "equals": "E" }, { "column": "Site", "notEquals": "16" }],
 *         "fields": {
 *           "unit": { "column": "Site" },
 *           "subMeter": { "column": "Board", "values": { "0": "" } },
 *           "date": { "column": "Read on" },
 *           "kwh": { "column": "Reading" },
 *           "period": { "column": "Month", "month": "name" } } }] }
 *
 * One table may be mapped several times (units with a multiplier, and readings). A column is known
 * by its header; `position` (from 0, within the table) tells equal headers apart and finds a column
 * without one.
 */
const cellValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const columnRef = {
  column: z.string(),
  position: z.int().min(0).optional(),
};

/** All of a table's filters must hold; texts are compared without case, numbers as numbers. */
const filter = z.union([
  z.strictObject({ ...columnRef, equals: cellValue }),
  z.strictObject({ ...columnRef, notEquals: cellValue }),
  z.strictObject({ ...columnRef, in: z.array(cellValue) }),
  z.strictObject({ ...columnRef, notIn: z.array(cellValue) }),
  z.strictObject({ ...columnRef, notEmpty: z.literal(true) }),
]);
export type Filter = z.infer<typeof filter>;

export const MONTH_RULES = ['firstDay', 'lastDay', 'name'] as const;
const fieldSource = z.union([
  z.strictObject({ constant: cellValue }),
  z.strictObject({
    ...columnRef,
    /** What stands in the cell → what is meant, "" for nothing; other cells stay as they are. */
    values: z.record(z.string(), z.string()).optional(),
    /** The cell names a month ("Mar-23", a date in it): its first or last day, or "2023-03". */
    month: z.enum(MONTH_RULES).optional(),
  }),
]);
export type FieldSource = z.infer<typeof fieldSource>;
export type ColumnSource = Extract<FieldSource, { column: string }>;

const tableMapping = z
  .strictObject({
    /** Under this name the server remembers the rows: it stays, whatever the table is called. */
    source: z.string().min(1).max(300),
    kind,
    /** An Excel table by name, else the table on that sheet whose headers fit best. */
    from: z.strictObject({
      table: z.string().optional(),
      sheet: z.string().optional(),
      /** Row of the headers, from 1: tells tables with equal headers on one sheet apart. */
      headerRow: z.int().min(1).optional(),
    }),
    where: z.array(filter).optional(),
    fields: z.record(z.string(), fieldSource),
    /** How text dates such as 3/9/23 are meant; without it only unambiguous ones are read. */
    dateOrder: z.enum(['DMY', 'MDY', 'YMD']).optional(),
    /** Rows that say the same count once: units that are named on each of their readings. */
    distinct: z.boolean().optional(),
    /** False where the sheet holds a part only: rows that are missing were not removed then. */
    complete: z.boolean().optional(),
  })
  .superRefine((table, context) => {
    for (const fault of faultsOf(table.kind, Object.keys(table.fields))) {
      context.addIssue({ code: 'custom', message: sentenceOf(fault), path: ['fields'] });
    }
  });
export type TableMapping = z.infer<typeof tableMapping>;

export const mapping = z
  .strictObject({ tables: z.array(tableMapping).min(1).max(50) })
  .superRefine(({ tables }, context) => {
    const seen = new Set<string>();
    for (const [i, { kind, source }] of tables.entries()) {
      const name = `${kind} ${source}`;
      if (seen.has(name)) {
        context.addIssue({
          code: 'custom',
          message: `"${source}" is there twice for ${kind}`,
          path: ['tables', i, 'source'],
        });
      }
      seen.add(name);
    }
  });
export type Mapping = z.infer<typeof mapping>;

/** What a kind needs beyond its required fields: one of each group. */
const ONE_OF: Partial<Record<Kind, readonly (readonly string[])[]>> = {
  readings: [
    ['unit', 'subMeter'],
    ['kwh', 'usageKwh'],
  ],
  payments: [['unit', 'tenant', 'toUtility']],
};

/** What is wrong with mapping these fields of a kind; empty where they suffice. */
export function faultsOf(kind: Kind, mapped: readonly string[]): Saying[] {
  const fields = fieldsOf(kind);
  const unknown = mapped.filter((name) => !(name in fields));
  const missing = Object.keys(fields).filter(
    (name) => fields[name]?.required && !mapped.includes(name),
  );
  const groups = (ONE_OF[kind] ?? []).filter(
    (group) => !group.some((name) => mapped.includes(name)),
  );
  return [
    ...unknown.map((field) => ({ code: 'unknown-field', kind, field }) as const),
    ...missing.map((field) => ({ code: 'field-needed', kind, field }) as const),
    ...groups.map((fields) => ({ code: 'one-of-needed', kind, fields }) as const),
  ];
}

/**
 * Reads a mapping from JSON that was parsed already.
 *
 * @throws FlowProblem that says where and what is wrong
 */
export function readMapping(value: unknown): Mapping {
  const parsed = mapping.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw new FlowProblem({ code: 'bad-mapping', where: where || 'top', what: issue?.message ?? '' });
}
