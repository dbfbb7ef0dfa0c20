/** The main job, from a workbook nobody has looked into to charges in its sheets, as a person does it. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { isFullScale } from '../setup/scale.ts';
import { signedIn } from './opened.ts';
import { type Newcomer, PaneInTry } from './pane.ts';
import { useSite } from './site.ts';
import type { TryPage } from './try-page.ts';

const site = useSite();

const patience = { timeout: 30_000 };
const somebody = (): Newcomer => ({
  name: 'Ann Miller',
  email: `${randomUUID()}@example.com`,
  password: 'ledger lamp lantern',
});

/** From the first look, with an account to be made, to the rows that would be sent. */
async function signUpAndReview(excel: TryPage): Promise<PaneInTry> {
  const pane = new PaneInTry(excel);
  const person = somebody();
  await pane.look();
  await pane.button('Create account to go on').click();
  await pane.signUp(person);
  await pane.enterCode(await site.server.codeFor(person.email));
  return review(excel);
}

/** For whoever is signed in. */
async function review(excel: TryPage): Promise<PaneInTry> {
  const pane = new PaneInTry(excel);
  await pane.createProperty('Elm Street 12');
  await pane.keepMapping();
  return pane;
}

/** /try, with somebody signed in since last time. */
async function openSignedIn(): Promise<TryPage> {
  return (await signedIn(site)).pane.excel;
}

/** The texts of a written table's column, by its header, as the sheet shows them. */
async function column(excel: TryPage, sheet: string, header: string): Promise<string[]> {
  const addin = await excel.addin();
  return addin.evaluate(
    ([sheet, header]) =>
      Excel.run(async (context) => {
        const table = context.workbook.worksheets.getItem(sheet).tables.getItemAt(0);
        const body = table.columns.getItem(header).getDataBodyRange().load('values');
        await context.sync();
        return body.values.map(([value]) => String(value));
      }),
    [sheet, header] as const,
  );
}

/** What the server answers for the one property of whoever is signed in there. */
async function chargesOnServer(excel: TryPage): Promise<string[]> {
  const addin = await excel.addin();
  const kept = await addin.evaluate(() => {
    // Undefined where storage is not partitioned.
    const partition: string | undefined = Office.context.partitionKey;
    return localStorage.getItem(`${partition ?? ''}PowerTrackr.session`);
  });
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(kept ?? ''));
  const client = site.server.client(token);
  const { properties } = await client.call(ENDPOINTS.listProperties, {});
  const params = { propertyId: properties[0]?.id ?? '' };
  const { columns } = await client.call(ENDPOINTS.allocation, { params });
  return columns.charge.map((charge) => String(Number(charge)));
}

async function expectCharges(excel: TryPage): Promise<void> {
  const charges = await column(excel, 'Allocation', 'Charge');
  expect(charges.length).toBeGreaterThan(20);
  expect(charges.toSorted()).toEqual((await chargesOnServer(excel)).toSorted());
}

const cents = (amounts: readonly string[]): number =>
  amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);

describe('the main job', () => {
  test('from the first look at Elm Street to charges in the grid', async () => {
    const excel = await site.open();
    const pane = await signUpAndReview(excel);
    await pane.send();
    await pane.writeResults();
    await pane.text('Adds up to the bill').waitFor();
    await excel.sheetTab('Allocation').click();
    await expect.poll(() => excel.cell('A1').innerText(), patience).toBe('From');
    await expectCharges(excel);
    const to = await column(excel, 'Allocation', 'To');
    const charges = await column(excel, 'Allocation', 'Charge');
    // 364.75 for 1,867 kWh, of which the units used 265, 190, 320, 150, 195 and 650.
    const december = charges.filter((_charge, row) => to[row] === to.at(-1));
    expect(december.map(Number)).toEqual([51.77, 37.12, 62.52, 29.3, 38.1, 126.99]);
  });

  test.each(isFullScale ? ['1.9', '1.14'] : ['1.9'])(
    'the same in an Excel of ExcelApi %s',
    async (version) => {
      const excel = await site.open({ query: `?ExcelApi=${version}` });
      const pane = new PaneInTry(excel);
      await pane.look();
      // 1.11 and 1.12 say how numbers and dates are written: what is missing is said before it is used.
      const said = 'This version of Excel does not say how it writes numbers and dates.';
      expect(await pane.text(said).count()).toBe(version === '1.9' ? 1 : 0);
      await pane.button('Back').click();
      await signUpAndReview(excel);
      await pane.send();
      await pane.writeResults();
      await expectCharges(excel);
    },
  );

  test('on Mill Road, with another utility’s rows between', async () => {
    const excel = await openSignedIn();
    await excel.openSample(/Mill Road/);
    await excel.page.getByRole('heading', { name: 'mill-road.xlsx' }).waitFor();
    const pane = await review(excel);
    await pane.send();
    await pane.writeResults();
    await expectCharges(excel);
    const sums = await Promise.all(
      ['Charges', "Owner's share", 'Billed'].map((name) => column(excel, 'Reconciliation', name)),
    );
    const [charged = 0, owners = 0, billed = 0] = sums.map(cents);
    expect(billed).toBeGreaterThan(0);
    expect(charged + owners).toBe(billed);
  });

  test('a problem selects its cell; Push and Refresh work with the pane closed', async () => {
    const excel = await openSignedIn();
    const pane = await review(excel);
    await pane.button(/^Readings, row \d+ · kWh reading$/).click();
    await expect.poll(() => excel.formulaBar.inputValue(), patience).toBe('n/a');
    await excel.cells.focus();
    await excel.press('Shift+Space');
    await excel.button('Delete rows').click();
    await pane.button('Look again').click();
    await pane.send();
    await pane.writeResults();
    const before = cents(await column(excel, 'Balances', 'Payments'));
    await excel.sheetTab('Payments').click();
    await excel.goTo('C2');
    const paid = Number(await excel.formulaBar.inputValue());
    await excel.type('C2', String(paid + 1));
    await excel.page.getByRole('button', { name: 'Close the pane' }).click();
    await excel.button('Push').click();
    await pane.heading('Sent').waitFor();
    await excel.page.getByRole('button', { name: 'Close the pane' }).click();
    await excel.button('Refresh').click();
    await pane.heading('Results').waitFor();
    expect(cents(await column(excel, 'Balances', 'Payments'))).toBe(before + 100);
  });

  test('functions in cells show figures, and follow an undo while nobody touches the grid', async () => {
    const excel = await openSignedIn();
    const pane = await review(excel);
    await pane.send();
    await excel.type('J2', '=POWERTRACKR.CHARGE("Apt 1A","2025-12")');
    await expect.poll(() => excel.cell('J2').innerText(), patience).toBe('51.77');
    await pane.button('Back to home').first().click();
    await pane.button('History').click();
    await pane.button(/Undo/).first().click();
    await pane.text('It is undone on the server.').waitFor();
    await expect.poll(() => excel.cell('J2').innerText(), patience).toBe('#N/A');
  });

  test('a reload in the middle loses neither the mapping nor the sheet nor who is signed in', async () => {
    const excel = await openSignedIn();
    const pane = await review(excel);
    await excel.type('J2', 'mine');
    await excel.reload();
    await pane.heading('Review').waitFor();
    await excel.goTo('J2');
    expect(await excel.formulaBar.inputValue()).toBe('mine');
    await pane.send();
  });

  test.each([
    ['before it arrives', 'lost'],
    ['after it arrived', 'answer lost'],
  ] as const)('a reload while rows are sent, %s: they count once', async (_when, what) => {
    const excel = await openSignedIn();
    const pane = await review(excel);
    const push = '**/api/properties/*/push';
    let tell = (): void => {};
    const held = new Promise<void>((resolve) => {
      tell = resolve;
    });
    await excel.page.route(
      push,
      async (route) => {
        if (what === 'answer lost') await route.fetch();
        tell();
      },
      { times: 1 },
    );
    await pane.button(/^Send/).click();
    await held;
    await excel.reload();
    await pane.heading('Review').waitFor();
    if (what === 'lost') await pane.send();
    await pane.text('176 same').or(pane.text('176 rows are on the server now.')).waitFor();
    if (what === 'lost') await pane.button('Back to home').first().click();
    else await pane.button('Back to home').click();
    await pane.view('History').click();
    await pane.text('You sent 176 rows').waitFor();
    await expect.poll(() => pane.button(/^Undo/).count(), patience).toBe(1);
  });

  test('by keyboard alone', async () => {
    const excel = await site.open();
    const pane = new PaneInTry(excel);
    const person = somebody();
    const { keyboard } = excel.page;
    await pane.heading(/Fair electricity/).waitFor();
    await excel.press('F6', 'F6');
    await press(excel, 'See what it reads in this workbook');
    await press(excel, 'Create account to go on');
    await pane.heading('Create your account').waitFor();
    for (const [label, text] of [
      ['Your name', person.name],
      ['E-mail address', person.email],
      ['Password', person.password],
    ] as const) {
      await tabTo(excel, label);
      await keyboard.type(text);
    }
    await excel.press('Enter');
    await pane.heading('Check your e-mail').waitFor();
    await tabTo(excel, 'Code');
    await keyboard.type(await site.server.codeFor(person.email));
    await excel.press('Enter');
    await pane.field('Name').waitFor();
    await tabTo(excel, 'Name');
    await keyboard.type('Elm Street 12');
    await excel.press('Enter');
    await press(excel, 'Use this and go on');
    await press(excel, /^Send [\d,]+ rows$/);
    await press(excel, 'Write the results into the workbook');
    await pane.heading('Results').waitFor();
    await leavePane(excel);
    await excel.press('F6', 'F6', 'F6');
    for (let turn = 0; turn < 5; turn += 1) await excel.press('ArrowRight');
    expect(await excel.sheetTab('Allocation').getAttribute('aria-selected')).toBe('true');
    await expectCharges(excel);
  });
});

/** What has the focus in the pane, by the words on it. */
async function focusedInPane(excel: TryPage): Promise<string> {
  const addin = await excel.addin();
  return addin.evaluate(() => {
    const at = document.activeElement;
    const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
    return (label ?? at?.textContent ?? '').trim();
  });
}

/** Goes on by Tab until the words have the focus. */
async function tabTo(excel: TryPage, wanted: string | RegExp): Promise<void> {
  const isThere = (words: string): boolean =>
    typeof wanted === 'string' ? words === wanted : wanted.test(words);
  for (let turn = 0; turn < 150; turn += 1) {
    if (isThere(await focusedInPane(excel))) return;
    await excel.press('Tab');
  }
  throw new Error(`Tab does not reach "${String(wanted)}".`);
}

/** Presses a button of the pane, once it is there, by keyboard. */
async function press(excel: TryPage, name: string | RegExp): Promise<void> {
  await new PaneInTry(excel).button(name).waitFor();
  await tabTo(excel, name);
  await excel.press('Enter');
}

async function leavePane(excel: TryPage): Promise<void> {
  const isInside = () =>
    excel.page.evaluate(() => document.activeElement instanceof HTMLIFrameElement);
  for (let turn = 0; turn < 60 && (await isInside()); turn += 1) await excel.press('Shift+Tab');
}
