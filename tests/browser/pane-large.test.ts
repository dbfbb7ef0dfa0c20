import { expect, test } from 'vitest';
import { isFullScale } from '../setup/scale.ts';
import { largeLedger, UNITS } from './large-ledger.ts';
import { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const months = isFullScale ? 100 : 25;
const rows = UNITS * months;

test(`a preview of ${rows} rows can be stopped, is done again, and draws only what is in view`, async () => {
  const excel = await site.open();
  await excel.openFile('large.xlsx', await largeLedger(months));
  const pane = new PanePage(excel);
  await pane.heading.waitFor();
  await pane.signIn(await site.server.signedInUser());
  await pane.field('Name').fill('Elm Street 12');
  await pane.button('Create property').click();
  await pane.at('What it reads');
  // Never answered: long enough to be stopped on any machine.
  const push = '**/api/properties/*/push';
  await excel.page.route(push, () => {});
  await pane.button('Use this and go on').click();
  await pane.at('Review');
  await pane.button('Cancel').click();
  await pane.text('Nothing was sent; your sheet is as it was.').waitFor();
  expect(await pane.button('Cancel').count()).toBe(0);
  await expect.poll(() => pane.hasFocus(pane.heading)).toBe(true);
  await excel.page.unroute(push);
  await pane.button('Try again').click();
  const send = `Send ${rows.toLocaleString('en-US')} rows`;
  await pane.button(send).waitFor({ timeout: 90_000 });
  await pane.button(/rows to send$/).click();
  expect(await pane.frame.getByRole('listitem').count()).toBeLessThan(200);
});
