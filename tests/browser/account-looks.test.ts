import { expect, test } from 'vitest';
import { isFullScale } from '../setup/scale.ts';
import { type Tour, walkThroughAccount, walkThroughSecurity } from './account-tour.ts';
import { faultsInEachLook } from './looks.ts';
import { settled } from './opened.ts';
import { PaneInTry } from './pane.ts';
import { useSite } from './site.ts';

const site = useSite();

const views = isFullScale ? 'account, sharing and security' : 'account and sharing';

test(`no view of ${views} has a fault that axe-core knows, or is wider than 320 pixels`, async () => {
  const { pane: page, person } = await settled(site);
  const { excel } = page;
  await excel.page.addStyleTag({ content: '.pane { width: 320px !important; }' });
  const faults: string[] = [];
  const seen: string[] = [];
  const tour: Tour = {
    pane: new PaneInTry(excel),
    person: { ...person, name: 'Ada' },
    services: site.server.services,
    client: () => site.server.client(),
    codeFor: site.server.codeFor,
    visit: async (view) => {
      seen.push(view);
      const frame = await excel.addin();
      const found = await faultsInEachLook(excel.page, frame, () => page.faults());
      faults.push(...found.map((fault) => `${view}, ${fault}`));
    },
  };
  await walkThroughAccount(tour);
  if (isFullScale) await walkThroughSecurity(tour);
  expect(faults).toEqual([]);
  expect(new Set(seen).size).toBeGreaterThan(isFullScale ? 25 : 12);
});
