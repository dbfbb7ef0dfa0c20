import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { isFullScale } from '../setup/scale.ts';
import { faultsOf } from './axe.ts';
import { faultsInEachLook } from './looks.ts';
import { PaneInTry } from './pane.ts';
import { walkThroughEmpty, walkThroughMainJob, walkThroughMonth } from './pane-tour.ts';
import type { Tour } from './pane-tour.ts';
import { useSite } from './site.ts';

const site = useSite();
const minutesMs = 300_000;

async function walkThroughTheRest(tour: Tour): Promise<void> {
  const { pane, visit } = tour;
  await walkThroughMonth(tour);
  await walkThroughEmpty(tour);
  await pane.view('Settings').click();
  await pane.button('Sign out').click();
  await pane.heading('Sign in').waitFor();
  await pane.button('Sign in').click();
  await visit('sign-in, refused');
}

test(
  `no view of ${isFullScale ? 'the pane' : 'the main job'} has a fault that axe-core knows, light, dark or in forced colours`,
  async () => {
    const excel = await site.open();
    const pane = new PaneInTry(excel);
    const faults: string[] = [];
    const tour: Tour = {
      ...{ excel, pane },
      person: {
        name: 'Ann',
        email: `${randomUUID()}@example.com`,
        password: 'ledger lamp lantern',
      },
      codeFor: site.server.codeFor,
      visit: async (view) => {
        const frame = await excel.addin();
        const found = await faultsInEachLook(excel.page, frame, () => faultsOf(frame));
        faults.push(...found.map((fault) => `${view}, ${fault}`));
      },
    };
    await walkThroughMainJob(tour);
    if (isFullScale) await walkThroughTheRest(tour);
    expect(faults).toEqual([]);
  },
  minutesMs,
);
