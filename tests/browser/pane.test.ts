import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { hold } from './hold.ts';
import { opened, settled, signedIn } from './opened.ts';
import type { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const patience = { timeout: 20_000 };
/** In place of “n/a”, which waits: what Apt 1B's dial showed in August. */
const READING_OF_ROW_70 = '11260';

describe('the first run', () => {
  test('shows what it reads in the workbook before it asks for anything', async () => {
    const pane = await opened(site);
    const asked: string[] = [];
    pane.excel.page.on('request', (request) => {
      if (request.url().includes('/api/')) asked.push(request.url());
    });
    await pane.button('See what it reads in this workbook').click();
    await pane.text(/Sheet Readings · \d+ rows/).waitFor();
    await pane.button('Readings').click();
    await expect
      .poll(() => pane.frame.getByRole('listitem').allInnerTexts(), patience)
      .toContainEqual(expect.stringMatching(/D\s*kWh reading\s*reading, kWh\s+18,240 · 7,655/));
    expect(asked).toEqual([]);
  });

  test('a code that is pasted with blanks counts, a wrong one says what to do', async () => {
    const pane = await opened(site);
    const person = await site.server.signedUpUser();
    const { email } = person;
    await pane.enterPassword(person);
    await pane.at('Check your e-mail');
    const code = pane.field('Code');
    expect(await pane.frame.getByLabel('Your password', { exact: true }).count()).toBe(0);
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    const right = await site.server.codeFor(email);
    await code.pressSequentially(right === '000000' ? '111111' : '000000');
    await code.press('Enter');
    await pane.text('That code is not right, or too old.').waitFor();
    expect(await code.getAttribute('aria-invalid')).toBe('true');
    await code.fill('');
    await code.evaluate(
      (field, text) => {
        field.focus();
        document.execCommand('insertText', false, text);
      },
      `${right.slice(0, 3)} ${right.slice(3)}`,
    );
    await pane.at('Which property is this ledger of?');
  });

  test('a pane loaded again asks for the password beside the code: nobody else chose it meanwhile', async () => {
    const pane = await opened(site);
    const person = await site.server.signedUpUser();
    const { email, password, client } = person;
    await pane.enterPassword(person);
    await pane.at('Check your e-mail');
    await pane.excel.reload();
    const field = pane.frame.getByLabel('Your password', { exact: true });
    await field.waitFor();
    expect(await field.getAttribute('autocomplete')).toBe('new-password');
    site.server.pass(5 * 60_000);
    const stranger = { email, password: 'the password of a stranger' };
    await client.call(ENDPOINTS.signUp, { body: { ...stranger, name: 'Eve' } });
    await pane.paste('Code', await site.server.codeFor(email));
    await pane.text('Use at least 8 characters.').waitFor();
    await field.fill('password1!');
    await field.press('Enter');
    const isInvalid = () => field.getAttribute('aria-invalid');
    await expect.poll(isInvalid, patience).toBe('true');
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
    await field.fill(password);
    await field.press('Enter');
    await pane.at('Which property is this ledger of?');
    expect((await client.refused(ENDPOINTS.signIn, { body: stranger })).code).toBe(
      'wrong-credentials',
    );
    await client.call(ENDPOINTS.signIn, { body: { email, password } });
  });

  test('a form that is refused says why beside the field, and puts the cursor there', async () => {
    const pane = await opened(site);
    await pane.button('Create account').click();
    await pane.field('Your name').fill('Ann');
    await pane.button('Create account').click();
    await pane.text('Enter an e-mail address').waitFor();
    await expect
      .poll(() =>
        pane.field('E-mail address').evaluate((field) => field === document.activeElement),
      )
      .toBe(true);
  });
});

describe('the mapping', () => {
  test('a column is corrected by clicking it in the sheet, also across a reload', async () => {
    const pane = await opened(site);
    await pane.button('See what it reads in this workbook').click();
    await pane.button('Readings').click();
    await pane.button('Change the column for note').click();
    await pane.excel.cell('E8').click();
    const list = pane.frame.getByRole('combobox', { name: 'Column for note' });
    await expect.poll(() => list.inputValue(), patience).toBe('4');
    await pane.button('Use this column').click();
    await pane.button('Undo my changes').waitFor();
    await pane.excel.page.reload();
    await pane.excel.ready();
    await pane.at('What it reads');
    await pane.button('Undo my changes').waitFor();
    await pane.button('Undo my changes').click();
    await expect.poll(() => pane.button('Undo my changes').count()).toBe(0);
  });
});

describe('Review', () => {
  test('a problem says what is wrong and selects its cell', async () => {
    const { pane } = await signedIn(site);
    await pane.connect();
    await pane.text('“n/a” is no number.').waitFor();
    await pane.button('Readings, row 70 · kWh reading').click();
    await expect.poll(() => pane.excel.nameBox.inputValue(), patience).toBe('D70');
  });

  test('a sheet that changed after the look is shown again before anything is sent', async () => {
    const { pane, person } = await signedIn(site);
    await pane.connect();
    await pane.button(/^Send \d/).waitFor();
    await pane.excel.type('D12', '18651');
    await pane.text('The sheet changed since.').waitFor();
    await pane.button('Look again').click();
    await pane.send();
    const changes = await changesOf(person.client);
    expect(changes).toHaveLength(1);
  });

  test('a reading below the one before is asked about, and the answer goes with the push', async () => {
    const { pane } = await settled(site);
    await pane.excel.type('D94', '10');
    await pane.text('1 change not sent').waitFor();
    await pane.button(/^Review \d/).click();
    await pane.text('Readings below the one before').waitFor();
    await pane.button('Typing error').first().click();
    await pane.button('1 answer given').waitFor();
    await pane.button('1 answer given').click();
    await pane.button('Take back').waitFor();
    await pane.send();
    await pane.text('1 row is on the server now.').first().waitFor();
  });
});

test('what is typed while the workbook is compared is compared too', async () => {
  const { pane } = await settled(site);
  const { excel } = pane;
  await pane.text('1 needs you').waitFor();
  const comparing = await hold(excel.page, '**/api/properties/*/push');
  await excel.type('D94', '10');
  await comparing.sent;
  await excel.type('D70', READING_OF_ROW_70);
  comparing.letThrough();
  await pane.text('2 changes not sent').waitFor();
});

describe('without the server', () => {
  test('offline says so, sends nothing, and goes on when the server is back', async () => {
    const { pane } = await signedIn(site);
    await pane.connect();
    const send = pane.button(/^Send \d/);
    await send.waitFor();
    const context = pane.excel.page.context();
    await context.setOffline(true);
    await pane.text('You are offline.').waitFor();
    await send.click();
    await pane.text('The server could not be reached.').waitFor();
    await pane.text('Sending again is harmless').waitFor();
    await context.setOffline(false);
    await pane.send();
  });

  test('signed out elsewhere: a sign-in, then the same work again', async () => {
    const { pane, person } = await settled(site);
    await pane.excel.type('D94', '10');
    await pane.text('1 change not sent').waitFor();
    await pane.button(/^Review \d/).click();
    await pane.button('Typing error').first().click();
    await pane.button('1 answer given').waitFor();
    // Looked at with the answer, so that sending is what meets the closed door.
    await expect.poll(() => pane.button(/^Send/).isEnabled(), patience).toBe(true);
    const frame = await pane.excel.addin();
    const token = await frame.evaluate(() => {
      const key = Object.keys(localStorage).find((one) => one.endsWith('PowerTrackr.session'));
      return (JSON.parse(localStorage.getItem(key ?? '') ?? '{}') as { token: string }).token;
    });
    await site.server.client(token).call(ENDPOINTS.signOut, {});
    await pane.button(/^Send/).click();
    await pane.at('Sign in');
    await pane.text('Your work is still here').waitFor();
    expect(await pane.field('E-mail address').inputValue()).toBe(person.email);
    await pane.frame.getByLabel('Password', { exact: true }).fill(person.password);
    await pane.button('Sign in').click();
    await pane.at('Review');
    await pane.button('1 answer given').waitFor();
    await pane.send();
  });

  test('answers and the place in the flow survive a reload', async () => {
    const { pane } = await settled(site);
    await pane.excel.type('D94', '10');
    await pane.text('1 change not sent').waitFor();
    await pane.button(/^Review \d/).click();
    await pane.button('Typing error').first().click();
    await pane.button('1 answer given').waitFor();
    await pane.excel.page.reload();
    await pane.excel.ready();
    await pane.at('Review');
    await pane.button('1 answer given').waitFor();
  });
});

describe('the ribbon, with the pane closed', () => {
  const close = async (pane: PanePage) => {
    await pane.excel.page.getByRole('button', { name: 'Close the pane' }).click();
    await pane.excel.pane.waitFor({ state: 'hidden' });
    await expect
      .poll(() => pane.excel.cells.evaluate((cells) => cells.contains(document.activeElement)))
      .toBe(true);
  };

  test('Push sends what is clear and shows what came of it', async () => {
    const {
      pane,
      person: { client },
    } = await settled(site);
    await pane.excel.type('D70', READING_OF_ROW_70);
    await close(pane);
    await pane.excel.button('Push').click();
    await pane.excel.pane.waitFor();
    await pane.at('Sent');
    await pane.text('1 row is on the server now.').first().waitFor();
    expect(await changesOf(client)).toHaveLength(2);
  });

  test('Push sends nothing while a row asks, and says so', async () => {
    const {
      pane,
      person: { client },
    } = await settled(site);
    await pane.excel.type('D94', '10');
    await close(pane);
    await pane.excel.button('Push').click();
    await pane.at('Review');
    await pane.text('Some rows need you first, so nothing was sent yet.').waitFor();
    await pane.text('Readings below the one before').waitFor();
    expect(await changesOf(client)).toHaveLength(1);
  });

  test('the keyboard does the same: Ctrl+Alt+Shift and P, R or O', async () => {
    const {
      pane,
      person: { client },
    } = await settled(site);
    await pane.excel.type('D70', READING_OF_ROW_70);
    await close(pane);
    await pane.excel.press('Control+Alt+Shift+P');
    await pane.at('Sent');
    expect(await changesOf(client)).toHaveLength(2);
    await close(pane);
    await pane.excel.press('Control+Alt+Shift+R');
    await pane.at('Results');
    await pane.text(/Written at/).waitFor();
    await close(pane);
    await pane.excel.press('Control+Alt+Shift+O');
    await pane.excel.pane.waitFor();
    await pane.at('Results');
  });

  test('the first push is shown before anything is sent', async () => {
    const { pane, person } = await signedIn(site);
    await pane.connect();
    await close(pane);
    await pane.excel.button('Push').click();
    await pane.at('Review');
    await pane.text('This is the first time: see what would be sent.').waitFor();
    expect(await changesOf(person.client)).toEqual([]);
  });

  test('Refresh writes the results', async () => {
    const { pane } = await settled(site);
    await close(pane);
    await pane.excel.button('Refresh').click();
    await pane.at('Results');
    await pane.text(/Written at/).waitFor();
    expect(await pane.excel.page.getByRole('tab').allInnerTexts()).toContain('Allocation');
  });

  test('who is not signed in is shown the way in', async () => {
    const pane = await opened(site);
    await close(pane);
    await pane.excel.button('Push').click();
    await pane.at('Fair electricity bills from the ledger you already keep');
  });
});

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

/** Tab, until the control of that name has the focus. */
async function changesOf(client: Awaited<ReturnType<typeof site.server.signedInUser>>['client']) {
  const { properties } = await client.call(ENDPOINTS.listProperties, {});
  const [property] = properties;
  if (!property) return [];
  const params = { propertyId: property.id };
  return (await client.call(ENDPOINTS.listChanges, { params })).changes;
}
