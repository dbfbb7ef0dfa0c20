/** The pane of /try as it opens: for nobody, for somebody who is signed in, or a day after the ledger was sent. */
import type { Person } from '../setup/test-server.ts';
import { type Kept, sentLedger, sessionOf } from './kept.ts';
import { PanePage } from './pane-page.ts';
import type { Site } from './site.ts';

/** In the sample ledger in place of “n/a”, which waits: what Apt 1B's dial showed in August. */
export const READING_OF_ROW_70 = '11260';

export interface Opened {
  readonly pane: PanePage;
  readonly person: Person;
}

export async function opened(site: Site, kept?: Kept, query?: string): Promise<PanePage> {
  const pane = new PanePage(await site.open({ ...(kept && { kept }), ...(query && { query }) }));
  await pane.heading.waitFor();
  return pane;
}

/** Signed in, the sample ledger not connected yet. */
export async function signedIn(site: Site, known?: Person): Promise<Opened> {
  const person = known ?? (await site.server.signedInUser());
  const pane = await opened(site, { session: await sessionOf(person) });
  await pane.at('Which property is this ledger of?');
  return { pane, person };
}

/** Signed in, the sample ledger connected to “Elm Street 12”, everything sent; at home. */
export async function settled(site: Site, query?: string): Promise<Opened> {
  const person = await site.server.signedInUser();
  const workbook = await sentLedger(site.server, person, 'Elm Street 12');
  const pane = await opened(site, { session: await sessionOf(person), workbook }, query);
  await pane.at('Elm Street 12');
  return { pane, person };
}
