import { expect, test } from 'vitest';
import { isFullScale } from '../setup/scale.ts';
import { awkwardLedger } from './awkward-ledger.ts';
import { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const NAME = 'Donaudampfschifffahrtsgesellschaftsstraße 12';

const panes = [
  ['320 pixels', 320, 3],
  ['320 pixels, with 300 units', 320, 300],
  ['450 pixels at a zoom of 200 %', 225, 3],
] as const;

test.each(isFullScale ? panes : panes.slice(0, 1))(
  'no view is wider than a pane of %s, whatever the names',
  async (_, width, units) => {
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
    await throughBills(pane, check, units > 100);
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
  },
);

type Check = (view: string) => Promise<void>;

/** Making hundreds of them is stopped half-way, and one is issued. */
async function throughBills(pane: PanePage, check: Check, isLarge: boolean): Promise<void> {
  await pane.tab('Bills').click();
  await pane.button('Give me a sample template').click();
  await pane.button(/^Make \d+ bills$/).waitFor();
  await check('bills');
  await pane
    .button(/^Preview: /)
    .first()
    .click();
  await pane.at('Preview');
  await check('preview of a bill');
  await pane.button('Back').click();
  await pane.button('Change the template').click();
  await pane.button('For each sub-meter').click();
  await check('template');
  await pane.button('Back').click();
  if (isLarge) await stopHalfWay(pane);
  await pane.frame.getByRole('checkbox', { name: /^All \(/ }).click();
  await pane.frame.getByRole('checkbox').nth(1).click();
  await pane.button(/^Issue (them at once|1 bill) …$/).click();
  await pane.at('Issue 1 bill');
  await check('issuing');
  await pane.button('Issue 1 bill').click();
  await pane.button('Mail 1 bill …').click();
  await pane.at('Mail to tenants');
  await pane.text(/no e-mail address|Attached/).waitFor();
  await check('mail');
  await pane.button('Back').click();
  await pane.button('Bills that were issued').click();
  await pane.button(/^no\. 1 /).click();
  await pane.button('Void no. 1').click();
  await check('issued bills');
  await pane.button('Back').click();
}

async function stopHalfWay(pane: PanePage): Promise<void> {
  await pane.button('Make 299 bills').click();
  await pane.text(/^Making bills: \d+ of 299$/).waitFor();
  await pane.button('Cancel').click();
  const told = await pane
    .text(/^Stopped: \d+ bills made$/)
    .first()
    .innerText();
  const made = Number(/\d+/.exec(told)?.[0]);
  expect(made).toBeLessThan(299);
  // Whole bills stand, and the rest can be made.
  await pane.button('Make 299 bills').waitFor();
  const sheets = await pane.excel.page.getByRole('tab', { name: / draft( \d+)?$/ }).count();
  expect(sheets).toBe(made);
}
