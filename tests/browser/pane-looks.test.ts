import { randomUUID } from 'node:crypto';
import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { faultsOf } from './axe.ts';
import { PaneInTry } from './pane.ts';
import { useSite } from './site.ts';

const site = useSite();

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
    const addin = await excel.addin();
    const faults: string[] = [];
    const check = async (view: string): Promise<void> => {
      faults.push(...(await faultsOf(addin)).map((fault) => `${view}: ${fault}`));
    };
    const email = `${randomUUID()}@example.com`;
    await pane.heading(/Fair electricity/).waitFor();
    await check('welcome');
    await pane.look();
    await check('data');
    await pane.button('Readings').click();
    await pane.button('Change the column for date').click();
    await check('picking a column');
    await pane.button('Create account to go on').click();
    await pane.heading('Create your account').waitFor();
    await check('sign-up');
    await pane.signUp({ name: 'Ann', email, password: 'ledger lamp lantern' });
    await check('verify');
    await pane.enterCode(await site.server.codeFor(email));
    await check('property');
    await pane.createProperty('Elm Street 12');
    await pane.keepMapping();
    await pane.button(/rows to send$/).click();
    await check('review');
    await excel.page.context().setOffline(true);
    await pane.text('You are offline.').waitFor();
    await pane.button(/^Send/).click();
    await pane.text('The server could not be reached.').waitFor();
    await check('offline');
    await excel.page.context().setOffline(false);
    await pane.send();
    await check('sent');
    await pane.writeResults();
    await check('results');
    await pane.view('Home').click();
    await pane.text('Who owes').waitFor();
    await check('home');
    await pane.view('History').click();
    await pane.button(/^Undo/).click();
    await pane.text('It is undone on the server.').waitFor();
    await check('history');
    await pane.view('Settings').click();
    await pane.heading('Settings').waitFor();
    await pane.button('Change it from a day on').click();
    await check('settings');
    await pane.button('Undo my changes').click();
    await pane.button('Archive the property').click();
    await pane.button('Delete it for good …').click();
    await check('deleting a property');
    await pane.button('Sign out').click();
    await pane.heading('Sign in').waitFor();
    await pane.button('Sign in').click();
    await check('sign-in, refused');
    expect(faults).toEqual([]);
  },
);
