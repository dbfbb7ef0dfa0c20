import { expect, test } from 'vitest';
import { hold } from './hold.ts';
import { settled } from './opened.ts';
import { useSite } from './site.ts';
import type { TryPage } from './try-page.ts';

const site = useSite();
const patience = { timeout: 10_000 };
/** The row that waits in the sample counts, too. */
const REVIEW = /^Review 2 changes$/;

/** What the keyboard goes to, by its name: cells, the text of one, or the pane. */
function focused({ page }: TryPage): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
}

test('who types in the sheet goes on typing there while the pane compares, sends and writes', async () => {
  const { pane } = await settled(site);
  const { excel } = pane;
  await excel.sheetTab('Payments').click();

  // Comparing, of itself, once a cell was changed.
  await excel.type('C2', '50');
  await pane.button(REVIEW).waitFor();
  expect(await focused(excel)).toBe('Cells of Payments');

  // Sending: the answer comes in the middle of a word.
  await pane.button(REVIEW).click();
  const send = pane.button('Send 1 row');
  await send.waitFor();
  const push = await hold(excel.page, '**/api/properties/*/push');
  await send.click();
  await push.sent;
  await excel.goTo('J2');
  await excel.page.keyboard.type('half');
  push.letThrough();
  await pane.at('Sent');
  expect(await focused(excel)).toBe('Cell text');
  await excel.page.keyboard.type(' a word');
  await excel.press('Enter');
  expect(await focused(excel)).toBe('Cells of Payments');
  await expect.poll(() => excel.cell('J2').innerText(), patience).toBe('half a word');

  // Writing results into other sheets.
  const results = await hold(excel.page, '**/api/properties/*/allocation*');
  await pane.button('Write the results into the workbook').click();
  await excel.goTo('J3');
  results.letThrough();
  await pane.at('Results');
  expect(await focused(excel)).toBe('Cells of Payments');
  await excel.press('x', 'Enter');
  await expect.poll(() => excel.cell('J3').innerText(), patience).toBe('x');
});

test('a view that the keyboard goes to is begun at its heading', async () => {
  const { pane } = await settled(site);
  const { keyboard } = pane.excel.page;
  for (const [view, heading] of [
    ['Data', 'What it reads'],
    ['Results', 'Results'],
    ['History', 'History'],
    ['Settings', 'Settings'],
    ['Home', 'Elm Street 12'],
  ] as const) {
    await pane.tabTo(view);
    // Held down, Enter goes no further than to the view.
    await keyboard.down('Enter');
    await pane.at(heading);
    await keyboard.down('Enter');
    await keyboard.up('Enter');
    await pane.at(heading);
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
  }
});
