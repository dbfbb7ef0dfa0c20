import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { walkThrough } from './account-tour.ts';
import { PanePage } from './pane-page.ts';
import { PaneInTry } from './pane.ts';
import { useSite } from './site.ts';

const site = useSite();

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
};

test.each(Object.entries(looks))(
  'no view of accounts and sharing has a fault that axe-core knows, or is wider than 320 pixels, in %s',
  async (_name, options) => {
    const excel = await site.open(options);
    await excel.page.addStyleTag({ content: '.pane { width: 320px !important; }' });
    const page = new PanePage(excel);
    const person = await page.settled(site.server);
    const faults: string[] = [];
    const seen: string[] = [];
    await walkThrough({
      pane: new PaneInTry(excel),
      person: { ...person, name: 'Ada' },
      services: site.server.services,
      client: () => site.server.client(),
      codeFor: site.server.codeFor,
      visit: async (view) => {
        seen.push(view);
        faults.push(...(await page.faults()).map((fault) => `${view}: ${fault}`));
      },
    });
    expect(faults).toEqual([]);
    expect(new Set(seen).size).toBeGreaterThan(15);
  },
);
