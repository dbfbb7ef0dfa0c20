import type { Revised } from '../api/client.ts';
import type { WrittenResults } from '../excel/workbook-state.ts';
import { moneyFormat } from './results/formats.ts';
import type { PlacedTable } from './results/placed.ts';
import type { Answers, Source } from './results/tables.ts';
import { SOURCES } from './results/tables.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** By source and periods. */
export type Etags = ReadonlyMap<string, string | null | undefined>;
export interface Asked {
  /** Excel's format of the property's currency. */
  readonly money: string;
  /** By source and periods, where they moved. */
  readonly values: ReadonlyMap<string, Answers[Source]>;
  readonly etags: Etags;
}

/** Each source and range of periods once, however many tables are made of it. */
export async function askFor(
  { host, api }: Workspace,
  propertyId: string,
  tables: readonly { readonly placed: PlacedTable }[],
  etags: Etags,
  { signal }: FlowOptions,
): Promise<Asked> {
  const params = { propertyId };
  const questions = new Map(tables.map(({ placed }) => [keyOf(placed), placed]));
  const property = api.getProperty({ params }, { signal });
  const asked = [...questions].map(async ([key, { kind, from, to }]) => {
    const query = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
    const answer: Revised<Answers[Source]> = await api.revised(
      SOURCES[kind],
      { params, query },
      { signal, etag: etags.get(key) ?? undefined },
    );
    return { key, answer };
  });
  const [{ currency }, answers] = await Promise.all([property, Promise.all(asked)]);
  const changed = answers.flatMap(({ key, answer }) =>
    answer.status === 'changed' ? [{ key, ...answer }] : [],
  );
  return {
    money: moneyFormat(currency, host.Office.context.contentLanguage),
    values: new Map(changed.map(({ key, value }) => [key, value])),
    etags: new Map(changed.map(({ key, etag }) => [key, etag])),
  };
}

/** What a table is asked for; the ETag of one range of periods says nothing about another. */
export function keyOf({ kind, from, to }: Pick<PlacedTable, 'kind' | 'from' | 'to'>): string {
  return `${SOURCES[kind]} ${from ?? ''}..${to ?? ''}`;
}

export type KnownEtags = WrittenResults['etags'];

/** How it is remembered, by our name of a table, what it holds. */
export function holds(placed: PlacedTable, { etags }: Asked): [string, string][] {
  const key = keyOf(placed);
  const etag = etags.get(key) ?? null;
  return etag === null ? [] : [[placed.name, `${key} ${etag}`]];
}

/** Those answers that all tables made of them hold. */
export function etagsFor(
  known: KnownEtags,
  wanted: readonly { readonly placed: PlacedTable }[],
  made: ReadonlySet<string>,
): Etags {
  const etags = new Map<string, string | null>();
  for (const { placed } of wanted) {
    const key = keyOf(placed);
    const held = made.has(placed.name) ? undefined : known[placed.name];
    const etag = held?.startsWith(`${key} `) ? held.slice(key.length + 1) : null;
    etags.set(key, etags.has(key) && etags.get(key) !== etag ? null : etag);
  }
  return etags;
}
