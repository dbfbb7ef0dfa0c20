import type { Kind } from '../../../contract/kinds.ts';
import type { Action, Issue, IssueCode } from '../../../contract/problem.ts';
import type { Choice } from '../../../contract/push.ts';
import type { Offer } from '../../flows/offers.ts';
import { offersOf } from '../../flows/offers.ts';
import type { Preview } from '../../flows/preview.ts';
import type { Place } from '../../flows/show-cell.ts';

/** Something in a preview that waits for the user: an answer, a correction, or a look. */
export interface Need extends Place {
  readonly id: string;
  /** What kind of thing it is: needs of one topic are shown and can be answered together. */
  readonly topic: IssueCode | 'newer' | 'conflict' | 'correct';
  /** null: sheet and server say it (see `offer`). */
  readonly message: string | null;
  /** The likeliest first; none where only a correction in the sheet helps. */
  readonly actions: readonly Action[];
  /** The label or key that the answer is to name. */
  readonly value: string | null;
  /** How many rows ask just this. */
  readonly rows: number;
  /** The server's value or row, where it can go into the sheet. */
  readonly offer: Offer | null;
}

export interface NeedGroup {
  readonly topic: Need['topic'];
  readonly kind: Kind;
  readonly needs: readonly Need[];
}

/** Everything that waits, in the order of the tables; rows that ask the same in the same words once. */
export function needsIn(preview: Preview): Need[] {
  const offers = offersOf(preview);
  const asked = new Map<string, Need>();
  for (const { source, outcomes } of preview.result.tables) {
    for (const issue of outcomes.issues) {
      if (issue.severity === 'note' && issue.actions.length === 0) continue;
      const need = needOf(issue, source, offers);
      const before = asked.get(need.id);
      asked.set(need.id, before ? { ...before, rows: before.rows + 1 } : need);
    }
  }
  return [...asked.values(), ...offers.filter(({ what }) => what !== 'row-out').map(offered)];
}

function needOf(issue: Issue, source: string, offers: readonly Offer[]): Need {
  const { kind, row, column, code, message, actions, value } = issue;
  const names = isAboutLabel(code) ? message : `${row} ${value}`;
  const out = (one: Offer) =>
    one.what === 'row-out' && one.kind === kind && one.source === source && one.row === row;
  return {
    id: JSON.stringify([kind, source, code, column, names]),
    topic: actions.length === 0 ? 'correct' : code,
    ...{ kind, source, row, field: column, message, actions, value },
    rows: 1,
    offer: code === 'removed-on-server' ? (offers.find(out) ?? null) : null,
  };
}

/** One answer is for every row that says the same label. */
function isAboutLabel(code: IssueCode): boolean {
  return code === 'unknown-unit' || code === 'near-unit';
}

function offered(offer: Offer): Need {
  const { kind, source, row, field, state } = offer;
  const key = offer.what === 'row-in' ? offer.key : null;
  return {
    id: JSON.stringify([kind, source, state, row, key, field]),
    topic: state === 'conflict' ? 'conflict' : 'newer',
    ...{ kind, source, row, field, offer },
    message: null,
    actions: offer.what === 'row-in' ? ['takeServer'] : ['takeSheet', 'takeServer'],
    value: key,
    rows: 1,
  };
}

export function grouped(needs: readonly Need[]): NeedGroup[] {
  const groups = new Map<string, { topic: Need['topic']; kind: Kind; needs: Need[] }>();
  for (const need of needs) {
    const name = `${need.topic} ${need.kind}`;
    const group = groups.get(name);
    if (group) group.needs.push(need);
    else groups.set(name, { topic: need.topic, kind: need.kind, needs: [need] });
  }
  // What only the user can know comes before what the sheet has to say anew.
  return [...groups.values()].toSorted(
    (a, b) => Number(a.topic === 'correct') - Number(b.topic === 'correct'),
  );
}

/** Answers that all of a group can be given; a label that is meant is another one for each. */
export function commonActions({ needs }: NeedGroup): Action[] {
  const [first] = needs;
  if (!first || needs.length < 2) return [];
  return first.actions.filter((action) => needs.every(({ actions }) => actions.includes(action)));
}

/** The answer as it travels: about the row, or by its key where it is not in the sheet. */
export function choiceOf(need: Need, action: Action): Choice {
  const { kind, source, row, field, topic, value } = need;
  const byField = topic === 'conflict' || topic === 'newer' || action === 'createUnit';
  return {
    ...{ kind, source, action },
    ...(row === null ? {} : { row }),
    ...(row === null && value !== null ? { key: value } : {}),
    ...((byField || action === 'useUnit') && field !== null ? { field } : {}),
    ...(action === 'useUnit' && value !== null ? { value } : {}),
  };
}

/** How many rows go to the server: new and changed ones, and those whose deletion was answered. */
export function rowsToSend({ result }: Preview): number {
  const { summary, tables } = result;
  const asked = tables.reduce(
    (sum, { outcomes }) => sum + outcomes.issues.filter(({ code }) => code === 'removed').length,
    0,
  );
  return summary.new + summary.changed + Math.max(0, summary.removed - asked);
}
