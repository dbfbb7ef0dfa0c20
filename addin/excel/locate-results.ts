import type { ResultForm } from './result-table.ts';
import { isKnownBy, placesOf } from './result-table.ts';
import type { KnownTable, WrittenResults } from './workbook-state.ts';

/** Where a table of results stands. */
export interface StandingPlace {
  readonly id: string;
  /** Excel's name of it: the user may have given it another. */
  readonly name: string;
  readonly sheet: string;
  readonly sheetId: string;
}

/** What became of a table of results since it was last seen. */
export type Located =
  | (StandingPlace & {
      readonly state: 'standing';
      /** By our name of a column its offset; those that the user took out are not there. */
      readonly places: ReadonlyMap<string, number>;
      readonly table: Excel.Table;
      /** The other tables of its sheet. */
      readonly others: readonly Excel.Table[];
    })
  /** It stands, without a column that its rows are known by (`missing`, our name of it). */
  | (StandingPlace & { readonly state: 'keyless'; readonly missing: string })
  /** Its cells stand where they were, as a plain range. */
  | { readonly state: 'converted'; readonly sheet: string }
  | { readonly state: 'gone' };

/** Finds each table of results, by Excel's id or by its name, with two or three syncs. */
export async function locateResults(
  context: Excel.RequestContext,
  forms: readonly ResultForm[],
  known: WrittenResults['tables'],
): Promise<Located[]> {
  const tables = context.workbook.tables.load(
    'items/id, items/name, items/worksheet/id, items/worksheet/name',
  );
  const sheets = context.workbook.worksheets.load('items/id, items/name');
  await context.sync();
  const candidates = forms.map(({ name }) =>
    tables.items
      .filter((table) => table.id === known[name]?.id || table.name === name)
      .toSorted((a, b) => Number(b.id === known[name]?.id) - Number(a.id === known[name]?.id)),
  );
  for (const table of candidates.flat()) table.columns.load('items/id, items/name');
  if (candidates.some((found) => found.length > 0)) await context.sync();
  const found = forms.map((form, i) =>
    among(form, candidates[i] ?? [], known[form.name], tables.items),
  );
  const lost = forms.flatMap(({ name }, i) => (found[i] ? [] : (known[name]?.at ?? [])));
  const converted = await whatStandsThere(context, lost, sheets.items);
  return forms.map(({ name }, i) => {
    const at = known[name]?.at;
    const sheet = at && converted.get(at);
    return found[i] ?? (sheet === undefined ? { state: 'gone' } : { state: 'converted', sheet });
  });
}

function among(
  form: ResultForm,
  candidates: readonly Excel.Table[],
  known: KnownTable | undefined,
  all: readonly Excel.Table[],
): Located | null {
  const ids = known?.columns ?? {};
  const looks = candidates.map((table) => ({
    table,
    places: placesOf(form, table.columns.items, ids),
    place: {
      id: table.id,
      name: table.name,
      sheet: table.worksheet.name,
      sheetId: table.worksheet.id,
    },
  }));
  const whole = looks.find(({ places }) => isKnownBy(form, places));
  if (whole) {
    const { table, places, place } = whole;
    const others = all.filter(
      ({ id, worksheet }) => id !== table.id && worksheet.id === place.sheetId,
    );
    return { state: 'standing', ...place, places, table, others };
  }
  // One that only has the name of ours is somebody else's.
  const ours = looks.find(({ table }) => table.id === known?.id);
  const missing = form.columns.find(({ key, isKey }) => isKey && !ours?.places.has(key));
  return ours && missing ? { state: 'keyless', ...ours.place, missing: missing.key } : null;
}

type LastPlace = NonNullable<KnownTable['at']>;

/** The sheets, as they are named now, of tables whose headers still stand where the table did. */
async function whatStandsThere(
  context: Excel.RequestContext,
  lost: readonly LastPlace[],
  sheets: readonly Excel.Worksheet[],
): Promise<ReadonlyMap<LastPlace, string>> {
  const asked = lost.flatMap((at) => {
    const sheet = sheets.find(({ id }) => id === at.sheetId);
    if (!sheet) return [];
    const row = sheet.getRangeByIndexes(at.row, at.column, 1, at.headers.length).load('text');
    return [{ at, sheet, row }];
  });
  if (asked.length === 0) return new Map();
  await context.sync();
  return new Map(
    asked.flatMap(({ at, sheet, row }): [LastPlace, string][] => {
      const cells = row.text[0] ?? [];
      const same = at.headers.filter((header, i) => cells[i] === header).length;
      return same * 2 > at.headers.length ? [[at, sheet.name]] : [];
    }),
  );
}
