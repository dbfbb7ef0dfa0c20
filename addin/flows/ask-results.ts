import type { Api, Revised } from '../api/client.ts';
import type { WrittenResults } from '../excel/workbook-state.ts';
import { askForAllocation } from './held-results.ts';
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
    const options = { signal, etag: etags.get(key) ?? undefined };
    return { key, answer: await ask(api, SOURCES[kind], { params, query }, options) };
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

type Request = Parameters<Api['allocation']>[0];
type AskOptions = Parameters<Api['revised']>[2];

function ask(
  api: Api,
  source: Source,
  request: Request,
  options: AskOptions,
): Promise<Revised<Answers[Source]>> {
  if (source === 'shares') return askForShares(api, request, options);
  if (source === 'allocation') return askForAllocation(api, request, options);
  return api.revised(source, request, options);
}

/** Asked again while facts come in between: two answers of one revision. */
const MOST_TRIES = 5;

async function askForShares(
  api: Api,
  request: Request,
  options: AskOptions,
  tries = 1,
): Promise<Revised<Answers['shares']>> {
  const answer = await api.revised('reconciliation', request, options);
  if (answer.status === 'unchanged') return answer;
  const { value: reconciliation, etag } = answer;
  const allocation = await api.allocation(request, { signal: options?.signal });
  const isOne = allocation.revision === reconciliation.revision;
  if (!isOne && tries < MOST_TRIES) {
    return askForShares(api, request, { signal: options?.signal }, tries + 1);
  }
  // Without an ETag the next refresh asks anew.
  return { status: 'changed', value: { allocation, reconciliation }, etag: isOne ? etag : null };
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
