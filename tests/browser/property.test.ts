/** The property of a ledger that was sent: what was done to it, what it is called, and leaving it. */
import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { changesOf } from './changes-of.ts';
import { READING_OF_ROW_70, settled } from './opened.ts';
import type { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const patience = { timeout: 20_000 };

describe('History', () => {
  const entries = (pane: PanePage) => pane.frame.getByRole('main').getByRole('listitem');

  test('tells what was sent and undoes it, the sheet staying as it is', async () => {
    const {
      pane,
      person: { client },
    } = await settled(site);
    await pane.tab('History').click();
    await pane.at('History');
    await expect
      .poll(() => entries(pane).allInnerTexts(), patience)
      .toEqual([
        expect.stringMatching(
          /^You sent 176 rows from .elm-street\.xlsx.: charges or balances of 7 tenants changed\./,
        ),
      ]);
    await pane.button(/^Undo: You sent 176 rows/).click();
    await pane.text('It is undone on the server.').first().waitFor();
    await expect.poll(() => entries(pane).count(), patience).toBe(2);
    expect(await entries(pane).first().innerText()).toMatch(/^You undid: “You sent 176 rows from/);
    // The keyboard stays where it was, on a button that has done its work.
    const spent = pane.button(/^Undone: You sent 176 rows/);
    expect(await spent.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await changesOf(client)).toHaveLength(2);
    await pane.excel.goTo('A5');
    expect(await pane.excel.formulaBar.inputValue()).toBe('Shop');
    await pane.button('Review what would be sent').click();
    await pane.at('Review');
    await pane
      .text(/^Deleted on the server/)
      .first()
      .waitFor();
  });

  test('an undo on which something later stands is refused in words, and nothing changes', async () => {
    const {
      pane,
      person: { client },
    } = await settled(site);
    await pane.excel.type('D70', READING_OF_ROW_70);
    await pane.excel.type('D69', '41810');
    await pane.button(/^Review \d/).click();
    await pane.send();
    await pane.button('Back to home').first().click();
    await pane.tab('History').click();
    await pane.button(/^Undo: You sent 176 rows/).click();
    await pane.text('This change cannot be undone. Later changes touched').waitFor();
    await pane.text('Nothing was changed.').waitFor();
    expect(await changesOf(client)).toHaveLength(2);
  });

  test('who may only look is told so, and offered no undo', async () => {
    const {
      pane,
      person: { client },
    } = await settled(site);
    const { properties } = await client.call(ENDPOINTS.listProperties, {});
    await site.server.database.sql`
      update members set role = 'viewer' where property_id = ${properties[0]?.id ?? ''}`;
    await pane.tab('History').click();
    await pane.at('History');
    await pane.tab('Home').click();
    await pane.tab('History').click();
    await pane.text('You may look at this property, not change it.').waitFor();
    expect(await pane.button(/^Undo/).count()).toBe(0);
  });
});

describe('the property', () => {
  const labelled = (pane: PanePage, label: string) => pane.frame.getByLabel(label, { exact: true });

  test('is renamed, and who bears the common part changes from a day on, with what that moves', async () => {
    const {
      pane,
      person: { client },
    } = await settled(site);
    await pane.tab('Settings').click();
    await labelled(pane, 'Name of the property').fill('Elm Street 14');
    await pane.button('Change it from a day on').click();
    await pane.button('Save the property').click();
    await pane.text('Enter a day.').waitFor();
    await labelled(pane, 'From bills that end on or after').fill('2025-07-01');
    await labelled(pane, 'Who pays then').selectOption('usage');
    await pane.button('Save the property').click();
    await pane.text('Charges or balances of 6 tenants changed.').first().waitFor();
    const { properties } = await client.call(ENDPOINTS.listProperties, {});
    expect(properties).toMatchObject([
      {
        name: 'Elm Street 14',
        settings: {
          commonPart: [
            { from: null, split: 'owner' },
            { from: '2025-07-01', split: 'usage' },
          ],
        },
      },
    ]);
    await pane.tab('History').click();
    await pane.text('You changed who bears the common part').waitFor();
    await pane.button(/^Undo: You changed/).click();
    await pane.text('It is undone on the server.').first().waitFor();
    await pane.tab('Settings').click();
    await pane.text('Connected to Elm Street 14').waitFor();
    await expect
      .poll(() => labelled(pane, 'From bills that end on or after').count(), patience)
      .toBe(0);
  });

  test('what is typed there and not saved yet survives a reload, and can be taken back', async () => {
    const { pane } = await settled(site);
    await pane.tab('Settings').click();
    await labelled(pane, 'Days around the end of a bill').fill('61');
    await pane.text('Enter a number of days from 0 to 60.').waitFor();
    await pane.excel.reload();
    await pane.at('Settings');
    const days = labelled(pane, 'Days around the end of a bill');
    await expect.poll(() => days.inputValue(), patience).toBe('61');
    await pane.button('Undo my changes').click();
    expect(await days.inputValue()).toBe('10');
  });

  test('is archived, restored, and deleted for good only under its name', async () => {
    const {
      pane,
      person: { client },
    } = await settled(site);
    await pane.tab('Settings').click();
    await pane.button('Archive the property').click();
    await pane.text('This property is archived: nothing can be sent to it.').first().waitFor();
    await pane.button('Restore the property').click();
    await pane.button('Archive the property').click();
    await pane.button('Delete it for good …').click();
    await pane.text('Delete Elm Street 12?').waitFor();
    const remove = pane.button('Delete for good');
    expect(await remove.isEnabled()).toBe(false);
    await labelled(pane, 'Type its name to confirm').fill('Elm Street 12');
    await remove.click();
    await pane.text('The property is deleted. Your sheets are as they were.').first().waitFor();
    expect((await client.call(ENDPOINTS.listProperties, {})).properties).toEqual([]);
  });
});

test('disconnecting forgets the property and nothing else', async () => {
  const { pane, person } = await settled(site);
  await pane.tab('Settings').click();
  await pane.text('Connected to Elm Street 12').waitFor();
  await pane.button('Disconnect').click();
  await pane.text('The workbook is disconnected. Nothing else changed.').first().waitFor();
  expect(await changesOf(person.client)).toHaveLength(1);
  await pane.button('Connect to a property').click();
  await pane.button(/^Elm Street 12/).click();
  await pane.at('Elm Street 12');
});
