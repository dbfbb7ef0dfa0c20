import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Authenticator } from '../setup/second-factor.ts';
import { authenticatorOf, switchedOn } from '../setup/second-factor.ts';
import type { Person } from '../setup/test-server.ts';
import { sessionOf } from './kept.ts';
import { type Opened, opened, signedIn } from './opened.ts';
import { useSite } from './site.ts';

const site = useSite();
const patience = { timeout: 20_000 };
const STEP_MS = 30_000;

/** Past the password, where the second step is asked for. */
async function halfSignedIn(): Promise<Opened & { app: Authenticator }> {
  const person = await site.server.signedInUser();
  const app = await switchedOn(site.server, person);
  const pane = await opened(site, { session: await sessionOf(person) });
  await pane.at('Your second step');
  return { pane, person, app };
}

/** In Security, without a second step. */
async function atSecurity(): Promise<Opened> {
  const { pane, person } = await signedIn(site);
  await pane.button('Settings').click();
  await pane.button(/^Security/).click();
  await pane.button('Switch on the second step').waitFor();
  return { pane, person };
}

/** The same with a second step, the app's codes of now used up. */
async function atSecurityWithApp() {
  const { pane, person, app } = await halfSignedIn();
  await pane.field('Code from the app').fill(app.code());
  await pane.at('Which property is this ledger of?');
  await pane.button('Settings').click();
  await pane.button(/^Security/).click();
  await pane.button('Switch it off').waitFor();
  return { pane, person, app };
}

/** So long that a code shown before does not count any more. */
function lapse(): void {
  site.server.pass(60 * 60_000);
}

describe('the second step', () => {
  test('is switched on, and signs in, by keyboard alone', async () => {
    const {
      pane,
      person: { password },
    } = await atSecurity();
    const { page } = pane.excel;
    await pane.press('Switch on the second step');
    await pane.at('Switch on the second step');
    await pane.press('Show the picture');
    await pane.at('Scan this with the app');
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
    const picture = pane.frame.getByRole('img', { name: /^QR code/ });
    await picture.waitFor();
    const key = await pane.text(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).innerText();
    const app = authenticatorOf(site.server, key.replaceAll(' ', ''));
    await pane.type('Code from the app', app.code());
    await page.keyboard.press('Enter');
    await pane.at('Keep your recovery codes');
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
    const codes = await pane.frame.getByRole('listitem').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    await pane.press('I have kept them');
    await pane.text('10 recovery codes are left').waitFor();
    await page.keyboard.press('Escape');
    await pane.at('Settings');
    await pane.press('Sign out');

    site.server.pass(STEP_MS);
    await pane.type('Password', password);
    await page.keyboard.press('Enter');
    await pane.at('Your second step');
    await pane.type('Code from the app', app.code());
    await page.keyboard.press('Enter');
    await pane.at('Which property is this ledger of?');

    await pane.press('Settings');
    await pane.press('Sign out');
    await pane.type('Password', password);
    await page.keyboard.press('Enter');
    await pane.at('Your second step');
    await pane.press('Use a recovery code');
    await expect.poll(() => pane.hasFocus(pane.field('Recovery code')), patience).toBe(true);
    await pane.type('Recovery code', (codes[3] ?? '').toLowerCase().replace('-', ' '));
    await page.keyboard.press('Enter');
    await pane.at('Which property is this ledger of?');
    await pane.press('Settings');
    await pane.press(/^Security/);
    await pane.text('9 recovery codes are left').waitFor();
  });

  test('a wrong code says what to do beside the field; one that is pasted goes by itself', async () => {
    const { pane, app } = await halfSignedIn();
    const field = pane.field('Code from the app');
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await field.getAttribute('inputmode')).toBe('numeric');
    await pane.button('Sign in').click();
    await pane.text('Enter the 6 digits from your app').waitFor();
    await expect.poll(() => pane.hasFocus(field)).toBe(true);
    const right = app.code();
    await pane.paste('Code from the app', right === '000000' ? '111111' : '000000');
    await pane.text('That code is not right.').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
    await pane.paste('Code from the app', `${right.slice(0, 3)} ${right.slice(3)}\n`);
    await pane.at('Which property is this ledger of?');
  });

  test('half signed in, nothing is shown but that, also after a reload; another person may sign in', async () => {
    const { pane } = await halfSignedIn();
    await pane.excel.reload();
    await pane.at('Your second step');
    await pane.button('Sign in as somebody else').click();
    await pane.at('Sign in');
    await pane.enterPassword(await site.server.signedInUser());
    await pane.at('Which property is this ledger of?');
  });

  test('the key and the codes can be copied, and the codes are printed alone', async () => {
    const { pane } = await atSecurity();
    await pane.button('Switch on the second step').click();
    await pane.button('Show the picture').click();
    const key = await pane.text(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).innerText();
    await pane.button('Copy the key').click();
    await pane.text('Copied.').first().waitFor();
    await pane.excel.goTo('K2');
    await pane.field('Code from the app').focus();
    await pane.excel.press('Control+V');
    await expect
      .poll(() => pane.field('Code from the app').inputValue())
      .toBe(key.replaceAll(' ', ''));

    await pane
      .field('Code from the app')
      .fill(authenticatorOf(site.server, key.replaceAll(' ', '')).code());
    await pane.at('Keep your recovery codes');
    const codes = await pane.frame.getByRole('listitem').allInnerTexts();
    await pane.button('Copy').click();
    await pane.text('Copied.').first().waitFor();
    await pane.excel.goTo('K2');
    await pane.excel.press('Control+V');
    const cells = codes.map((_, i) => pane.excel.cell(`K${i + 3}`));
    await expect
      .poll(() => Promise.all(cells.map((cell) => cell.innerText())), { timeout: 20_000 })
      .toEqual(codes);

    await pane.excel.page.emulateMedia({ media: 'print' });
    expect(await pane.frame.getByRole('listitem').first().isVisible()).toBe(true);
    expect(await pane.heading.isVisible()).toBe(false);
    expect(await pane.button('I have kept them').isVisible()).toBe(false);
    await pane.excel.page.emulateMedia({ media: null });
    const frame = await pane.excel.addin();
    await frame.evaluate(() => {
      window.print = () => window.dispatchEvent(new Event('beforeprint'));
    });
    await pane.button('Print').click();
    expect(await pane.text('does not print').count()).toBe(0);
    await frame.evaluate(() => {
      window.print = () => {};
    });
    await pane.button('Print').click();
    await pane.text('does not print').first().waitFor();
  });

  test('what weakens the account asks for a code once more, and goes on by itself', async () => {
    const { pane, app } = await atSecurityWithApp();
    lapse();
    await pane.press('New recovery codes');
    await pane.at('New recovery codes');
    await pane.press('Make ten new codes');
    const field = pane.field('Code from the app');
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
    expect(await pane.button('Make ten new codes').count()).toBe(0);
    await pane.excel.page.keyboard.press('Escape');
    const make = pane.button('Make ten new codes');
    await expect.poll(() => pane.hasFocus(make), patience).toBe(true);
    await pane.excel.page.keyboard.press('Enter');
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
    await pane.excel.page.keyboard.type(app.code());
    await pane.excel.page.keyboard.press('Enter');
    await pane.at('Keep your recovery codes');
    const codes = await pane.frame.getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    expect(codes.filter((code) => app.recoveryCodes.includes(code))).toEqual([]);
    await pane.button('I have kept them').click();
    await pane.text('You have ten new recovery codes.').first().waitFor();
  });

  test('is switched off by a code, and the password alone signs in then', async () => {
    const { pane, person, app } = await atSecurityWithApp();
    lapse();
    await pane.button('Switch it off').click();
    await pane.at('Switch off the second step');
    await pane.button('Switch it off').click();
    await pane.paste('Code from the app', app.code());
    await pane.text('The second step is off.').first().waitFor();
    await pane.button('Switch on the second step').waitFor();
    await pane.button('Back').click();
    await pane.button('Sign out').click();
    await pane.at('Sign in');
    await pane.frame.getByLabel('Password', { exact: true }).fill(person.password);
    await pane.button('Sign in').click();
    await pane.at('Which property is this ledger of?');
  });

  test('without one the password is asked for once more, and a wrong one is told', async () => {
    const {
      pane,
      person: { password },
    } = await atSecurity();
    lapse();
    await pane.button('Switch on the second step').click();
    await pane.button('Show the picture').click();
    const field = pane.frame.getByLabel('Password', { exact: true });
    expect(await field.getAttribute('autocomplete')).toBe('current-password');
    await field.fill('not the password');
    await pane.button('Go on').click();
    await pane.text('That is not your password.').waitFor();
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
    await field.fill(password);
    await field.press('Enter');
    await pane.at('Scan this with the app');
  });
});

describe('where one is signed in', () => {
  const signInElsewhere = async ({ email, password }: Person) => {
    const client = site.server.client();
    const { token } = await client.call(ENDPOINTS.signIn, {
      body: { email, password, place: 'excel-mac' },
    });
    client.token = token;
    return client;
  };

  test('other places are ended one by one or all at once, and the log tells of it', async () => {
    const { pane, person } = await atSecurity();
    // Of the sign-up.
    await person.client.call(ENDPOINTS.signOut, {});
    const first = await signInElsewhere(person);
    await pane.button(/^Where you are/).click();
    await pane.text('Excel on Mac').waitFor();
    const rows = pane.frame.getByRole('main').getByRole('listitem');
    expect(await rows.count()).toBe(2);
    expect(await rows.first().innerText()).toMatch(/The try-out page[^]*here$/);
    await pane.press(/^Sign out: /);
    await expect.poll(() => rows.count(), patience).toBe(1);
    await pane.text('Nowhere else.').waitFor();
    // The button went with its row.
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
    expect((await first.refused(ENDPOINTS.account, {})).code).toBe('unauthenticated');

    const others = [await signInElsewhere(person), await signInElsewhere(person)];
    await pane.button('Back').click();
    await pane.button(/^Where you are/).click();
    await pane.press('Sign out everywhere else');
    await pane.text('Nowhere else.').waitFor();
    for (const other of others) {
      expect((await other.refused(ENDPOINTS.account, {})).code).toBe('unauthenticated');
    }
    await pane.button('Back').click();
    await pane.button(/^What happened/).click();
    await pane.text('Signed out in several places at once.').waitFor();
    await pane.text('One place was signed out.').waitFor();
    await pane.text('The account was created.').waitFor();
  });

  test('everywhere includes here', async () => {
    const {
      pane,
      person: { client },
    } = await atSecurity();
    await pane.button(/^Where you are/).click();
    await pane.button('Sign out everywhere, here too').click();
    await pane.at('Sign in');
    expect((await client.refused(ENDPOINTS.account, {})).code).toBe('unauthenticated');
  });

  test('a log that is long is told page by page', async () => {
    const { pane, person } = await atSecurity();
    const { id } = await person.client.call(ENDPOINTS.account, {});
    await site.server.database.sql`
      insert into security_events (user_id, at, event)
      select ${id}, date_trunc('second', now()) - i * interval '1 hour', 'name-changed' from generate_series(1, 130) i`;
    await pane.button(/^What happened/).click();
    await pane.text('The name was changed.').first().waitFor();
    const entries = pane.frame.getByRole('main').getByRole('listitem');
    const shown = await entries.count();
    await pane.press('Show what came before');
    await expect.poll(() => entries.count(), patience).toBeGreaterThan(shown);
    while ((await pane.button('Show what came before').count()) > 0) {
      const before = await entries.count();
      await pane.button('Show what came before').click();
      await expect.poll(() => entries.count(), patience).toBeGreaterThan(before);
    }
    expect(await pane.text('The name was changed.').count()).toBe(130);
  });
});
