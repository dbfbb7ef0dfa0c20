import { randomUUID } from 'node:crypto';
import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { faultsOf } from './axe.ts';
import { PaneInTry } from './pane.ts';
import { walkThroughEmpty, walkThroughMainJob, walkThroughMonth } from './pane-tour.ts';
import type { Tour } from './pane-tour.ts';
import { useSite } from './site.ts';

const site = useSite();
const minutesMs = 300_000;

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
};

test.each(Object.entries(looks))(
  'no view of the pane has a fault that axe-core knows, in %s',
  async (_name, options) => {
    const excel = await site.open(options);
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
        const found = await faultsOf(await excel.addin());
        faults.push(...found.map((fault) => `${view}: ${fault}`));
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
