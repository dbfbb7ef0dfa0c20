import * as z from 'zod';
import { FIRST_KINDS, RESULT_KINDS } from './forms.ts';
import type { ResultKind } from './forms.ts';
import type { Language } from './words.ts';
import { LANGUAGES } from './words.ts';

const placedTable = z.object({
  /** Our name of it, of which there is one in the workbook; Excel's too, unless the user gives another. */
  name: z.string().min(1),
  kind: z.enum(RESULT_KINDS),
  /** Our names of its columns in their order; null: all of the kind. */
  columns: z.array(z.string()).nullable(),
  /** Periods whose end lies within, both days included; null: no bound. */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  /** Of its headers and words, from when it was made: two people may open the workbook in two languages. */
  language: z.enum(LANGUAGES),
  /** It was given a sheet of its own, and not a place that the user chose. */
  hasOwnSheet: z.boolean(),
});
export type PlacedTable = Readonly<z.infer<typeof placedTable>>;

const placedResults = z.object({
  /** Whether opening the workbook refreshes them. */
  refreshesOnOpen: z.boolean(),
  tables: z.array(placedTable),
});
/** Which tables of results the workbook is to have. */
export type PlacedResults = Readonly<z.infer<typeof placedResults>>;

/** null where nothing (or nothing sound) is remembered: a first refresh makes the first tables. */
export function readPlaced(kept: unknown): PlacedResults | null {
  return placedResults.safeParse(kept).data ?? null;
}

/** What a first refresh makes: each kind's language is its own, where such a table stands already. */
export function firstTables(languageOfKind: (kind: ResultKind) => Language): PlacedTable[] {
  return FIRST_KINDS.map((kind) => ({
    ...{ name: kind, kind, columns: null, from: null, to: null },
    ...{ language: languageOfKind(kind), hasOwnSheet: true },
  }));
}

/** A name that none of the tables has: "Allocation", "Allocation_2" … */
export function freeTableName(
  kind: ResultKind,
  tables: readonly { readonly name: string }[],
): string {
  const taken = new Set(tables.map(({ name }) => name.toLowerCase()));
  let name: string = kind;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${kind}_${count}`;
  return name;
}
