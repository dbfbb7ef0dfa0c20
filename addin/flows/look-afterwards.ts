import type { Host } from '../excel/host.ts';
import type { Workspace } from './workspace.ts';

/** A look at tables of results that goes on while the person does something else. */
interface Look {
  readonly stop: AbortController;
  readonly done: Promise<unknown>;
}

const looks = new WeakMap<Host, Look>();

/** Begins one; there is no other by then. */
export function lookAfterwards<Found>(
  { host }: Pick<Workspace, 'host'>,
  look: (signal: AbortSignal) => Promise<Found>,
): Promise<Found> {
  const stop = new AbortController();
  const done = look(stop.signal);
  looks.set(host, { stop, done });
  return done;
}

/** Whoever works in the workbook goes first: what was not looked at is left to the next refresh. */
export async function stopLooking({ host }: Pick<Workspace, 'host'>): Promise<void> {
  const look = looks.get(host);
  looks.delete(host);
  look?.stop.abort();
  await look?.done.catch(() => {});
}
