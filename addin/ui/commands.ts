import type { Pane } from './pane-context.ts';
import { viewFor } from './gate.ts';
import { needsIn } from './review/needs.ts';

export type Command = 'openPane' | 'push' | 'refresh';
export type RunCommand = (command: Command) => Promise<void>;

/**
 * What the ribbon and the keyboard ask for, also while the pane is closed; the pane is opened with what
 * came of it. A push that somebody has to look at first is shown and not sent: the first one of a
 * workbook, and any in which a row asks for an answer.
 */
export async function carryOut(
  command: Command,
  pane: () => Pane,
  showPane: () => Promise<void>,
): Promise<void> {
  const { session, connection, switchTo } = pane();
  const wanted = { openPane: 'home', push: 'review', refresh: 'results' } as const;
  const view = viewFor(wanted[command], session, connection);
  if (command === 'openPane') return showPane();
  // The view would look for itself as it opens, and stop the look that is to be sent.
  if (view === 'review') await pushKnown(pane());
  switchTo(wanted[command]);
  if (view === 'results') {
    await pane().results.write();
    await pane().results.load();
  }
  return showPane();
}

async function pushKnown({ review, connection }: Pane): Promise<void> {
  const shown = await review.look();
  if (!shown) return;
  const { summary } = shown.result;
  const isWaiting = needsIn(shown).length > 0;
  if (summary.new + summary.changed === 0 && !isWaiting) return;
  if (!connection.hasPushed) review.hold('first');
  else if (isWaiting) review.hold('needsYou');
  else await review.send(shown);
}
