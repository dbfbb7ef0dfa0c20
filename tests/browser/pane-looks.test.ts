import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { faultsOf } from './axe.ts';
import { PaneInTry } from './pane.ts';
import { walkThroughEmpty, walkThroughMainJob, walkThroughMonth } from './pane-tour.ts';
import type { Tour } from './pane-tour.ts';
import { useSite } from './site.ts';

const site = useSite();
const minutesMs = 300_000;

type Look = Pick<NonNullable<Parameters<Page['emulateMedia']>[0]>, 'colorScheme' | 'forcedColors'>;
const light: Look = { colorScheme: 'light', forcedColors: 'none' };
const looks: Readonly<Record<string, Look>> = {
  dark: { ...light, colorScheme: 'dark' },
  'forced colours': { ...light, forcedColors: 'active' },
  light,
};

/** Until what changes colour has changed it; spinners turn for ever. */
async function untilDrawn(): Promise<void> {
  for (let frames = 0; frames < 2; frames += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

test(
  'no view of the pane has a fault that axe-core knows, light, dark or in forced colours',
  async () => {
    const excel = await site.open();
    const { page } = excel;
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
        const addin = await excel.addin();
        for (const [name, look] of Object.entries(looks)) {
          await page.emulateMedia(look);
          await addin.evaluate(untilDrawn);
          const found = await faultsOf(addin);
          faults.push(...found.map((fault) => `${view}, ${name}: ${fault}`));
        }
      },
    };
    await walkThroughMainJob(tour);
    await walkThroughMonth(tour);
    await walkThroughEmpty(tour);
    await pane.view('Settings').click();
    await pane.button('Sign out').click();
    await pane.heading('Sign in').waitFor();
    await pane.button('Sign in').click();
    await tour.visit('sign-in, refused');
    expect(faults).toEqual([]);
  },
  minutesMs,
);
