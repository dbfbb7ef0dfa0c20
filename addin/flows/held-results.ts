import type { Api, CallOptions, Revised } from '../api/client.ts';
import type { Answers } from './results/tables.ts';

type Allocation = Answers['allocation'];
type Columns = Allocation['columns'];

/** What was answered last, while the add-in runs: what stands in a sheet may have been typed over. */
interface Held {
  readonly columns: Columns;
  /** By the digest of a block its rows. */
  readonly places: ReadonlyMap<string, Place>;
}

interface Place {
  readonly first: number;
  readonly rows: number;
}

/** By the question: property and periods. Of another property nothing is kept. */
const answers = new WeakMap<Api, { propertyId: string; held: Map<string, Held> }>();

/** As many as an address has room for; rows of the oldest periods are sent again beyond. */
const MOST_NAMED = 400;

type Request = Parameters<Api['allocation']>[0];

/** Asks for the allocation; of what was answered before only the periods that are others now come. */
export async function askForAllocation(
  api: Api,
  { params, query }: Request,
  options: CallOptions | undefined,
): Promise<Revised<Allocation>> {
  const held = heldOf(api, params.propertyId);
  const question = JSON.stringify([query?.from, query?.to]);
  const known = held.get(question);
  const named = [...(known?.places.keys() ?? [])].slice(-MOST_NAMED);
  const asked = { params, query: { ...query, held: named.join(',') } };
  const answer = await api.revised('allocation', asked, options);
  if (answer.status === 'unchanged') return answer;
  const { revision, columns, blocks } = answer.value;
  if (!blocks) return answer;
  const whole = known ? together(known, new Set(named), columns, blocks) : columns;
  held.set(question, { columns: whole, places: placesOf(blocks) });
  return { ...answer, value: { revision, columns: whole } };
}

function heldOf(api: Api, propertyId: string): Map<string, Held> {
  const known = answers.get(api);
  if (known?.propertyId === propertyId) return known.held;
  const held = new Map<string, Held>();
  answers.set(api, { propertyId, held });
  return held;
}

type Blocks = NonNullable<Allocation['blocks']>;

function placesOf({ rows, digest }: Blocks): Map<string, Place> {
  let first = 0;
  return new Map(
    digest.map((one, i) => {
      const place = { first, rows: rows[i] ?? 0 };
      first += place.rows;
      return [one, place];
    }),
  );
}

/** All rows in their order: those that were named from what is held, the others from what came. */
function together(
  known: Held,
  named: ReadonlySet<string>,
  came: Columns,
  { rows, digest }: Blocks,
): Columns {
  let next = 0;
  const parts = digest.map((one, i) => {
    const kept = named.has(one) ? known.places.get(one) : undefined;
    if (kept) return { from: known.columns, ...kept };
    const part = { from: came, first: next, rows: rows[i] ?? 0 };
    next += part.rows;
    return part;
  });
  const entries = Object.keys(came).map((name) => [
    name,
    // `flatMap` goes from cell to cell: many times as long.
    ([] as unknown[]).concat(
      ...parts.map(({ from, first, rows: count }) =>
        (from[name as keyof Columns] as readonly unknown[]).slice(first, first + count),
      ),
    ),
  ]);
  return Object.fromEntries(entries) as Columns;
}
