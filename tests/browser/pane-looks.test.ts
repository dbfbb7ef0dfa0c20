import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();

const looks: readonly [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { colorScheme: 'dark', forcedColors: 'active' }],
];

/** The pane at its narrowest. */
function narrow(options: BrowserContextOptions): BrowserContextOptions {
  const localStorage = [{ name: 'emulated-excel.pane-width', value: '320' }];
  return {
    ...options,
    storageState: { cookies: [], origins: [{ origin: site.server.url, localStorage }] },
  };
}

test.each(looks)('axe-core finds nothing in any view, 320 px wide: %s', async (_, options) => {
  const pane = new PanePage(await site.open(narrow(options)));
  const found: Record<string, string[]> = {};
  const look = async (view: string) => {
    const faults = await pane.faults();
    if (faults.length > 0) found[view] = faults;
  };
  const email = `${crypto.randomUUID()}@example.com`;

  await pane.heading.waitFor();
  await look('welcome');
  await pane.button('I have an account').click();
  await pane.at('Sign in');
  await look('sign-in');
  await pane.button('Back').click();
  await pane.button('See what it reads in this workbook').click();
  await pane.button('Readings').click();
  await pane.button('Change the column for date').click();
  await look('data, picking a column');
  await pane.button('Cancel').click();
  await pane.button('Create account to go on').click();
  await pane.at('Create your account');
  await pane.button('Create account').click();
  await pane.text('Enter your name.').waitFor();
  await look('sign-up with faults');
  await pane.field('Your name').fill('Ann');
  await pane.field('E-mail address').fill(email);
  await pane.frame.getByLabel('Password', { exact: true }).fill('a long enough passphrase');
  await pane.button('Create account').click();
  await pane.at('Check your e-mail');
  await look('verify');
  await pane.field('Code').fill(await site.server.codeFor(email));
  await pane.at('Which property is this ledger of?');
  await look('property');
  await pane.connect('Elm Street 12, Seitenflügel Hinterhaus und Elektroinstallationsnebengebäude');
  await pane.text('“n/a” is no number.').waitFor();
  await pane.button(/rows to send$/).click();
  await look('review');
  await pane.send();
  await look('sent');
  await pane.button('Write the results into the workbook').click();
  await pane.text(/Written at/).waitFor();
  await look('results');
  await pane.tab('Home').click();
  await pane.text('Who owes').waitFor();
  await look('home');
  await pane.tab('Data').click();
  await pane.button('Payments').click();
  await look('data');
  await pane.tab('Settings').click();
  await pane.text(/^Connected to/).waitFor();
  await look('settings');
  await pane.excel.page.context().setOffline(true);
  await pane.text('You are offline.').waitFor();
  await look('offline');
  expect(found).toEqual({});
});
