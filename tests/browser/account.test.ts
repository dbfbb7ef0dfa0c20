import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { switchedOn } from '../setup/second-factor.ts';
import type { Person } from '../setup/test-server.ts';
import { type Opened, opened, settled, signedIn } from './opened.ts';
import type { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const patience = { timeout: 20_000 };
const another = 'kettle orchard bicycle';

const labelled = (pane: PanePage, label: string) => pane.frame.getByLabel(label, { exact: true });

/** Signed in, at the account's own page. */
async function atAccount(): Promise<Opened> {
  const { pane, person } = await signedIn(site);
  await pane.button('Settings').click();
  await pane.button(/^Account/).click();
  await pane.text('Your account is there since').waitFor();
  return { pane, person };
}

/** Where a stranger to the browser signs in. */
async function atSignIn(pane: PanePage): Promise<void> {
  await pane.button('I have an account').click();
  await pane.at('Sign in');
}

const wrongFor = (code: string): string => (code === '000000' ? '111111' : '000000');

async function signsIn({ email }: Person, password: string): Promise<boolean> {
  const body = { email, password };
  return (await site.server.client().request(ENDPOINTS.signIn, { body })).status === 200;
}

test('the name is changed', async () => {
  const {
    pane,
    person: { client },
  } = await atAccount();
  await pane.button('Change: Name').click();
  await pane.field('Your name').fill('  ');
  await pane.button('Save').click();
  await pane.text('Enter your name.').waitFor();
  await pane.field('Your name').fill('Ada Lovelace');
  await pane.field('Your name').press('Enter');
  await pane.at('Account');
  await pane.text('Your name is changed.').first().waitFor();
  await pane.text('Ada Lovelace').waitFor();
  expect((await client.call(ENDPOINTS.account, {})).name).toBe('Ada Lovelace');
});

describe('the password', () => {
  test('is changed by the one before, and everybody else is signed out', async () => {
    const { pane, person } = await atAccount();
    await pane.press('Change: Password');
    await pane.at('Your password');
    const [current, next] = ['Current password', 'New password'] as const;
    expect(await labelled(pane, current).getAttribute('autocomplete')).toBe('current-password');
    expect(await labelled(pane, next).getAttribute('autocomplete')).toBe('new-password');
    await pane.type(current, 'not the password');
    await pane.type(next, another);
    await pane.text('Strong').waitFor();
    await pane.excel.page.keyboard.press('Enter');
    await pane.text('That is not your current password.').waitFor();
    await expect.poll(() => pane.hasFocus(labelled(pane, current)), patience).toBe(true);
    await labelled(pane, current).fill(person.password);
    await labelled(pane, next).fill('password1!');
    await labelled(pane, next).press('Enter');
    const invalid = () => labelled(pane, next).getAttribute('aria-invalid');
    await expect.poll(invalid, patience).toBe('true');
    await expect.poll(() => pane.hasFocus(labelled(pane, next)), patience).toBe(true);
    await labelled(pane, next).fill(another);
    await labelled(pane, next).press('Enter');
    await pane.text('Your password is changed.').first().waitFor();
    expect((await person.client.refused(ENDPOINTS.account, {})).code).toBe('unauthenticated');
    expect(await signsIn(person, person.password)).toBe(false);
    expect(await signsIn(person, another)).toBe(true);
    // Here it goes on with the session that came of it.
    await pane.button('Change: Name').click();
    await pane.field('Your name').waitFor();
  });

  test('that is forgotten is chosen anew with a mailed code, by keyboard alone', async () => {
    const pane = await opened(site);
    const { page } = pane.excel;
    const person = await site.server.signedInUser();
    await pane.press('I have an account');
    await pane.type('E-mail address', person.email);
    await pane.press('Forgot your password?');
    await pane.at('Choose another password');
    await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
    expect(await pane.field('E-mail address').inputValue()).toBe(person.email);
    await pane.press('Send the code');
    await pane.text('6 digits are on their way to it.').waitFor();
    const code = await site.server.codeFor(person.email);
    const field = pane.field('Code from the mail');
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    await pane.type('Code from the mail', wrongFor(code));
    await pane.type('New password', another);
    await page.keyboard.press('Enter');
    await pane.text('That code is not right, or too old.').waitFor();
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
    await pane.paste('Code from the mail', `${code.slice(0, 3)} ${code.slice(3)}`);
    await page.keyboard.press('Enter');
    await pane.at('Which property is this ledger of?');
    expect(await signsIn(person, another)).toBe(true);
  });

  test('a look into the mailbox may take the pane along; the second step is asked for all the same', async () => {
    const pane = await opened(site);
    const person = await site.server.signedInUser();
    const app = await switchedOn(site.server, person);
    await atSignIn(pane);
    await pane.button('Forgot your password?').click();
    await pane.field('E-mail address').fill(person.email);
    await pane.button('Send the code').click();
    await pane.field('Code from the mail').waitFor();
    await pane.excel.reload();
    await pane.field('Code from the mail').fill(await site.server.codeFor(person.email));
    await labelled(pane, 'New password').fill(another);
    await pane.button('Save and sign in').click();
    await pane.at('Your second step');
    await pane.field('Code from the app').fill(app.code());
    await pane.at('Which property is this ledger of?');
  });

  test('an address that has no account is answered alike', async () => {
    const pane = await opened(site);
    await atSignIn(pane);
    await pane.button('Forgot your password?').click();
    await pane.field('E-mail address').fill(`${crypto.randomUUID()}@example.com`);
    await pane.button('Send the code').click();
    await pane.text('has an account, 6 digits are on their way to it.').waitFor();
    await pane.field('Code from the mail').fill('123456');
    await labelled(pane, 'New password').fill(another);
    await pane.button('Save and sign in').click();
    await pane.text('That code is not right, or too old.').waitFor();
  });

  test('who is locked out by somebody’s guesses is shown the way in by mail', async () => {
    const pane = await opened(site);
    const person = await site.server.signedInUser();
    for (let guess = 0; guess < 10; guess += 1) {
      // oxlint-disable-next-line no-await-in-loop -- guesses come one after the other
      expect(await signsIn(person, `guess ${guess} of many`)).toBe(false);
    }
    await pane.enterPassword(person);
    await pane.text('You need not wait: choose another password').waitFor();
    await pane.button('Forgot your password?').click();
    await pane.button('Send the code').click();
    await pane.field('Code from the mail').waitFor();
    await pane.field('Code from the mail').fill(await site.server.codeFor(person.email));
    await labelled(pane, 'New password').fill(another);
    await pane.button('Save and sign in').click();
    await pane.at('Which property is this ledger of?');
  });
});

describe('the address', () => {
  test('is changed by a code that goes to the new one, by keyboard alone', async () => {
    const { pane, person } = await atAccount();
    const { page } = pane.excel;
    const next = `new.${person.email}`;
    await pane.press('Change: E-mail address');
    await pane.at('Your address');
    await pane.type('New address', person.email);
    await page.keyboard.press('Enter');
    await pane.text('That is your address already.').waitFor();
    await expect.poll(() => pane.hasFocus(pane.field('New address')), patience).toBe(true);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(next);
    await page.keyboard.press('Enter');
    const field = pane.field('Code');
    await field.waitFor();
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    await page.keyboard.press('Escape');
    await pane.text(`${next} waits for its code.`).waitFor();
    await pane.press('Enter the code');
    await pane.type('Code', wrongFor(await site.server.codeFor(next)));
    await page.keyboard.press('Enter');
    await pane.text('That code is not right, or too old.').waitFor();
    await pane.paste('Code', await site.server.codeFor(next));
    await pane.at('Account');
    await pane.text(`Your address is ${next} now.`).first().waitFor();
    expect((await person.client.call(ENDPOINTS.account, {})).email).toBe(next);
    expect((await site.server.mailsTo(person.email)).at(-1)).toContain(next);
    await page.keyboard.press('Escape');
    await pane.text(`Signed in as ${next}`).waitFor();
  });

  test('of another account looks the same here, and is told there', async () => {
    const holder = await site.server.signedInUser();
    const { pane } = await atAccount();
    await pane.button('Change: E-mail address').click();
    await pane.field('New address').fill(holder.email);
    await pane.button('Send the code').click();
    await pane.text(`6 digits are on their way to ${holder.email}, unless`).waitFor();
    const [told] = await site.server.mailsTo(holder.email);
    expect(told).not.toMatch(/^Subject: \d{6} /m);
  });
});

describe('leaving', () => {
  const createProperty = ({ client }: Person, name: string) =>
    client.call(ENDPOINTS.createProperty, { body: { name, currency: 'USD' } });

  test('a copy of everything is prepared, and saved by the browser', async () => {
    const { pane, person } = await atAccount();
    await createProperty(person, 'Elm Street 12');
    await pane.button('Delete account').click();
    await pane.button('Prepare the copy').click();
    const context = pane.excel.page.context();
    const answered = context.waitForEvent('response', (one) =>
      one.url().includes('/api/downloads/'),
    );
    await pane.button('Save the copy').click();
    const answer = await answered;
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename=.*zip/);
    await pane.text('It was handed to your browser.').first().waitFor();
    await pane.button('Prepare the copy').waitFor();
  });

  test('an account is deleted once the word is typed and the person is known to be there', async () => {
    const { pane, person } = await settled(site);
    await pane.tab('Settings').click();
    await pane.press(/^Account/);
    await pane.press('Delete account');
    await pane.text('Elm Street 12').waitFor();
    site.server.pass(60 * 60_000);
    const field = pane.field('Type “delete”');
    await pane.press('Delete my account');
    await pane.text('so that nobody deletes by mistake').waitFor();
    await expect.poll(() => pane.hasFocus(field), patience).toBe(true);
    await pane.excel.page.keyboard.type('Delete');
    await pane.excel.page.keyboard.press('Enter');
    const password = labelled(pane, 'Password');
    await expect.poll(() => pane.hasFocus(password), patience).toBe(true);
    await pane.excel.page.keyboard.type(person.password);
    await pane.excel.page.keyboard.press('Enter');
    await pane.at(/^Fair electricity/);
    await pane.text('Your account is deleted.').first().waitFor();
    expect(await signsIn(person, person.password)).toBe(false);
    await pane.button('I have an account').click();
    expect(await pane.field('E-mail address').inputValue()).toBe('');
  });

  test('what more would go by now is shown before anything is deleted', async () => {
    const { pane, person } = await atAccount();
    await pane.button('Delete account').click();
    await pane.button('Delete my account').waitFor();
    await createProperty(person, 'Mill Road 3');
    await pane.field('Type “delete”').fill('delete');
    await pane.button('Delete my account').click();
    await pane.text('so nothing was deleted. Look again.').waitFor();
    await pane.text('Mill Road 3').waitFor();
    expect(await signsIn(person, person.password)).toBe(true);
    await pane.button('Delete my account').click();
    await pane.at(/^Fair electricity/);
    expect(await signsIn(person, person.password)).toBe(false);
  });
});
