import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { changesOf } from './changes-of.ts';
import { hold } from './hold.ts';
import { READING_OF_ROW_70, opened, settled, signedIn } from './opened.ts';
import type { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const patience = { timeout: 20_000 };
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

describe('what is typed in the sheet is compared of itself', () => {
  /** A cell was changed; the comparison with it is sent, and waits. */
  async function comparing(): Promise<{ pane: PanePage; letThrough: () => void }> {
    const { pane } = await settled(site);
    await pane.text('1 needs you').waitFor();
    const { sent, letThrough } = await hold(pane.excel.page, '**/api/properties/*/push');
    await pane.excel.type('D94', '10');
    await sent;
    return { pane, letThrough };
  }

  test('also while the workbook is compared', async () => {
    const { pane, letThrough } = await comparing();
    await pane.excel.type('D70', READING_OF_ROW_70);
    letThrough();
    await pane.text('2 changes not sent').waitFor();
  });

  test('also after a comparison that took seconds', async () => {
    const { pane, letThrough } = await comparing();
    await sleep(2_000);
    letThrough();
    await pane.text('1 change not sent').waitFor();
    await pane.excel.type('D70', READING_OF_ROW_70);
    await pane.text('2 changes not sent').waitFor();
  });
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
