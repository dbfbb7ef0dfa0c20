import { expect, test } from 'vitest';
import { awkwardLedger } from './awkward-ledger.ts';
import { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const NAME = 'Donaudampfschifffahrtsgesellschaftsstraße 12';

test.each([
  ['320 pixels', 320, 3],
  ['450 pixels at a zoom of 200 %', 225, 3],
  ['320 pixels, with 300 units', 320, 300],
] as const)('no view is wider than a pane of %s, whatever the names', async (_, width, units) => {
  const excel = await site.open();
  await excel.page.addStyleTag({ content: `.pane { width: ${width}px !important; }` });
  await excel.openFile('Nebenkostenabrechnung.xlsx', await awkwardLedger(units));
  const pane = new PanePage(excel);
  const faults: string[] = [];
  const check = async (view: string) => {
    const found = await pane.faults();
    faults.push(...found.map((fault) => `${view}: ${fault}`));
  };
  await pane.at(/^Fair electricity/);
  await check('welcome');
  await pane.signIn(await site.server.signedInUser());
  await check('property');
  await pane.field('Name').fill(NAME);
  await pane.button('Create property').click();
  await pane.button('Readings').click();
  await check('data');
  await pane.button('Change the column for date').click();
  await check('picking a column');
  await pane.button('Cancel').click();
  await pane.button('Use this and go on').click();
  await pane.button(/^Send \d/).waitFor();
  await pane.button(/rows to send$/).click();
  await check('review');
  await pane.send();
  await check('sent');
  await pane.button('Write the results into the workbook').click();
  await pane.at('Results');
  await check('results');
  // What is written from right to left turns nothing around but itself.
  const arabic = pane.text('عبد الرحمن محمد').first();
  expect(await arabic.innerText()).toContain('\u2068عبد الرحمن محمد\u2069 · 140 kWh');
  await pane.tab('Home').click();
  await pane.text('Who owes').waitFor();
  await check('home');
  await pane.tab('History').click();
  await pane.button(/^Undo/).waitFor();
  await check('history');
  await pane.tab('Settings').click();
  await pane.at('Settings');
  await check('settings');
  expect(faults).toEqual([]);
});
