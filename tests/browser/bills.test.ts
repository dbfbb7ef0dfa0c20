import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Person } from '../setup/test-server.ts';
import { settled } from './opened.ts';
import type { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const patience = { timeout: 20_000 };
const ANN = 'ann.miller@mail.example';

/** Everything of Elm Street is sent; at its bills. */
async function atBills(
  query?: string,
): Promise<{ pane: PanePage; person: Person; propertyId: string }> {
  const { pane, person } = await settled(site, query);
  const { properties } = await person.client.call(ENDPOINTS.listProperties, {});
  await pane.tab('Bills').click();
  await pane.at('Bills');
  return { pane, person, propertyId: properties[0]?.id ?? '' };
}

async function withSample(pane: PanePage): Promise<void> {
  await pane.button('Give me a sample template').click();
  await pane.button('Make 6 bills').waitFor();
}

const period = (pane: PanePage) => pane.frame.getByRole('combobox', { name: 'Billing period' });
const where = (pane: PanePage) => pane.frame.getByRole('combobox', { name: 'Make them' });
const said = (pane: PanePage, text: string | RegExp) => pane.text(text).first().waitFor();
const sheets = (pane: PanePage) => pane.excel.page.getByRole('tab').allInnerTexts();

async function make(pane: PanePage, count = 6): Promise<void> {
  await pane.button(`Make ${count} bills`).click();
  await said(pane, `${count} bills made`);
  await pane.button(`Issue ${count} bills …`).waitFor();
}

async function issue(pane: PanePage, count = 6): Promise<void> {
  await pane.button(`Issue ${count} bills …`).click();
  await pane.at(`Issue ${count} bills`);
  await pane.button(`Issue ${count} bills`).dblclick();
  await pane.at('Bills');
}

async function numbersOf({ client }: Person, propertyId: string): Promise<number[]> {
  const { columns } = await client.call(ENDPOINTS.listStatements, { params: { propertyId } });
  return columns.number;
}

test('from the sample ledger to twelve bills: made, issued once, saved, mailed once, voided', async () => {
  const { pane, person, propertyId } = await atBills();
  const { page } = pane.excel;
  const before = await sheets(pane);
  await withSample(pane);
  await expect.poll(() => pane.excel.cell('A3').innerText(), patience).toBe('Tenant');
  await period(pane).selectOption({ label: 'Nov 2025' });
  await make(pane);
  expect((await sheets(pane)).length).toBe(before.length + 7);

  // What was typed beside the fields stays, and what was typed into one is asked about.
  await pane.button(/^draft: show Apt 1A Ann Miller/).click();
  await expect.poll(() => pane.excel.cell('B3').innerText(), patience).toBe('Ann Miller');
  await pane.excel.type('I3', 'called on Monday');
  await pane.excel.type('B3', 'Ann M. Miller');
  await pane.button('Fill them in again').click();
  await pane.at('Before they are made');
  await said(pane, /^Apt 1A Ann Miller 2025-11 draft: B3$/);
  await pane.button('Make 6 bills').click();
  await said(pane, '6 bills made');
  expect(await pane.excel.cell('B3').innerText()).toBe('Ann M. Miller');
  expect(await pane.excel.cell('I3').innerText()).toBe('called on Monday');

  // The second click of a double one neither answers the question nor issues twice.
  await pane.button('Issue 6 bills …').dblclick();
  await pane.at('Issue 6 bills');
  expect(await numbersOf(person, propertyId)).toEqual([]);
  await pane.frame.getByLabel('Note on these bills').fill('Mind the new bank account');
  await pane.button('Issue 6 bills').dblclick();
  await said(pane, 'Bills no. 1 to 6 are issued');
  expect(await numbersOf(person, propertyId)).toEqual([1, 2, 3, 4, 5, 6]);
  await expect.poll(() => pane.excel.cell('G3').innerText(), patience).toBe('1');
  await expect.poll(() => sheets(pane), patience).toContain('Apt 1A Ann Miller 2025-11');

  const answered = page
    .context()
    .waitForEvent('response', (one) => one.url().includes('/api/downloads/'));
  await pane.button('Save 6 PDFs').click();
  const answer = await answered;
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename=.*zip/);

  await period(pane).selectOption({ label: 'Dec 2025' });
  await make(pane);
  await issue(pane);
  await said(pane, 'Bills no. 7 to 12 are issued');

  await pane.button('Mail 6 bills …').click();
  await pane.at('Mail to tenants');
  await said(pane, /Hello Ann Miller,/);
  await pane.button('Write it in other words').click();
  await pane.frame.getByLabel('Subject').fill('Power in {{perod}}');
  await pane.button('Show it').click();
  await said(pane, /^There is no field \{\{perod\}\}/);
  await pane.frame.getByLabel('Subject').fill('Power in {{period}}');
  await pane.button('Show it').click();
  await said(pane, /^Power in Dec 1, 2025/);
  await pane.button('Send 6 mails').dblclick();
  await said(pane, '6 mails are on the way.');
  await said(pane, 'Mailed already (6)');
  expect(await site.server.mailsTo(ANN)).toHaveLength(1);
  await pane.button('Back to the bills').click();

  await pane.button('Bills that were issued').click();
  await pane.button('Put this list on a sheet').click();
  await said(pane, /^The list is on “Statements” too/);
  await expect.poll(() => pane.excel.cell('A13').innerText(), patience).toBe('12');
  await pane.excel.sheetTab('Readings').click();
  await pane.button('Show it on “Statements”').click();
  await expect.poll(() => pane.excel.cell('A2').innerText(), patience).toBe('1');
  await pane.button(/^no\. 12 Corner Grocery LLC mailed/).click();
  await said(pane, /^sent: books@cornergrocery\.example/);
  await pane.button('Void no. 12').click();
  await pane.button('Void no. 12').click();
  await said(pane, 'Say why, for whoever asks later.');
  await pane.field('Why').fill('Wrong dial');
  await pane.field('Why').press('Enter');
  await pane.button(/^no\. 12 Corner Grocery LLC void/).waitFor();
  await said(pane, /^Voided on .*: Wrong dial$/);
  await pane.button('Back').click();
  await pane.button('Make 1 bill').waitFor();
}, 120_000);

test('mistakes of a template are named with the nearest field, and selected; fields are put in', async () => {
  const { pane } = await atBills();
  const { excel } = pane;
  await excel.page.getByRole('button', { name: 'New sheet' }).click();
  await pane.button('Use a sheet of my own').click();
  await pane.at('Template');
  await excel.cell('B2').click();
  await pane.button('Tenant').click();
  await said(pane, /is in B2 on “Sheet\d+”\./);
  await excel.type('B4', 'Dear {{tenent}}');
  await excel.cell('D9').click();
  await pane.button('Look again').click();
  await pane.button(/^B4: there is no field "tenent"\. Is \{\{tenant\}\} meant\?$/).click();
  await expect.poll(() => excel.nameBox.inputValue(), patience).toBe('B4');
  await excel.type('B4', '{{totalDue}}');
  await pane.button('Look again').click();
  await said(pane, '2 fields in it, all of them known.');
  await pane.button('Back').click();
  await pane.button('Make 6 bills').waitFor();
  await pane.button('Preview: Ann Miller').click();
  await pane.at('Preview');
  await said(pane, '$51.77');
}, 60_000);

test('the keyboard alone makes and issues the bill of one tenant', async () => {
  const { pane } = await atBills();
  const { page } = pane.excel;
  await pane.press('Give me a sample template');
  await pane.button('Make 6 bills').waitFor();
  const all = pane.frame.getByRole('checkbox', { name: 'All (6)' });
  for (let presses = 0; presses < 40 && !(await pane.hasFocus(all)); presses += 1) {
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Space');
  await pane.tabTo('Ann Miller Apt 1A');
  await page.keyboard.press('Space');
  await pane.press('Make 1 bill');
  await said(pane, '1 bill made');
  await pane.press('Issue 1 bill …');
  await pane.at('Issue 1 bill');
  await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
  await page.keyboard.press('Escape');
  await pane.at('Bills');
  await expect.poll(() => pane.hasFocus(pane.heading), patience).toBe(true);
  await pane.press('Issue 1 bill …');
  await pane.at('Issue 1 bill');
  await expect
    .poll(() => pane.button('Issue 1 bill').getAttribute('aria-disabled'), patience)
    .toBe(null);
  await page.keyboard.press('Enter');
  await said(pane, 'Bill no. 1 is issued');
}, 60_000);

test('an answer that is lost leaves no double; whoever may only look is offered nothing else', async () => {
  const { pane, person, propertyId } = await atBills();
  const { page } = pane.excel;
  await withSample(pane);
  await make(pane);
  const statements = '**/api/properties/*/statements';
  await page.route(statements, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await pane.button('Issue 6 bills …').click();
  await pane.button('Issue 6 bills').click();
  await said(pane, /They may have been issued all the same/);
  await page.unroute(statements);
  await pane.button('Issue 6 bills').click();
  await said(pane, 'Bills no. 1 to 6 are issued');
  expect(await numbersOf(person, propertyId)).toEqual([1, 2, 3, 4, 5, 6]);

  // A viewer makes drafts and saves PDFs, and is offered nothing else.
  await becomeViewer(person, propertyId);
  await pane.tab('Home').click();
  await pane.tab('Bills').click();
  await said(pane, /^You may look and save PDFs/);
  await pane.button('Save 6 PDFs').waitFor();
  expect(await pane.button(/Mail|^Issue|On every bill/).count()).toBe(0);
  await pane.button('Bills that were issued').click();
  await pane.button(/^no\. 6 /).click();
  await pane.button('PDF of no. 6').waitFor();
  expect(await pane.button(/^(Void|Mail)/).count()).toBe(0);
  await pane.button('Back').click();
  await period(pane).selectOption({ label: 'Nov 2025' });
  await said(pane, /^No bill yet|^No tenant can be billed/);
}, 90_000);

test('bills go into a new workbook, drafts and then issued ones, and none is left in this one', async () => {
  const { pane, person, propertyId } = await atBills();
  const { page, notices } = pane.excel;
  await withSample(pane);
  const before = await sheets(pane);
  await where(pane).selectOption({ label: 'In a new workbook' });
  await pane.button('Make 6 bills').click();
  await said(pane, '6 bills are in a new workbook');
  expect(await sheets(pane)).toEqual(before);
  await pane.text('draft, in a new workbook').nth(5).waitFor();
  await notices.getByText('Book2.xlsx is ready').waitFor();
  const saved = page.waitForEvent('download');
  await notices.getByRole('button', { name: 'Save it as a file' }).click();
  expect((await saved).suggestedFilename()).toBe('Book2.xlsx');

  await issue(pane);
  await said(pane, 'Bills no. 1 to 6 are issued');
  expect(await numbersOf(person, propertyId)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await sheets(pane)).toEqual(before);
  await pane.text('no. 6, in a new workbook').waitFor();
  await pane.button('Mail 6 bills …').waitFor();
  await pane.button('Save 6 PDFs').waitFor();
  // As it is also told once nobody knows any more where they were put.
  await where(pane).selectOption({ label: 'In this workbook, a sheet each' });
  await pane.text('no. 6, no sheet in this workbook').waitFor();
  await notices.getByRole('button', { name: 'Open it here' }).click();
  await page.getByRole('heading', { name: 'Book3.xlsx' }).waitFor();
  expect(await sheets(pane)).toHaveLength(6);
  await expect.poll(() => pane.excel.cell('G3').innerText(), patience).toBe('1');
  await notices.getByRole('button', { name: 'Back to elm-street.xlsx' }).click();
  await expect.poll(() => sheets(pane), patience).toEqual(before);
}, 90_000);

test('an Excel that hands out no file says what it lacks, and makes bills in this workbook', async () => {
  const { pane } = await atBills('?CompressedFile=');
  await withSample(pane);
  await said(pane, /^Not in a new workbook: this Excel lacks “CompressedFile 1\.1”/);
  expect(await where(pane).isDisabled()).toBe(true);
  await make(pane);
}, 60_000);

test('numbers that were given are told with what keeps the sheets from showing them, and how to go on', async () => {
  const { pane, person, propertyId } = await atBills();
  await withSample(pane);
  await make(pane);
  await pane.button('Issue 6 bills …').click();
  await pane.at('Issue 6 bills');
  await pane.excel.page.getByRole('tab', { name: 'Bill template' }).click();
  await pane.excel.type('B3', '{{tenent}}');
  let isDenied = false;
  void pane
    .text('Nothing was issued')
    .waitFor()
    .then(
      () => (isDenied = true),
      () => {},
    );
  await pane.button('Issue 6 bills').click();
  await said(pane, 'Bills no. 1 to 6 are issued');
  await said(pane, /sheets do not show them yet/);
  await said(pane, /The bills are issued all the same, and kept on the server/);
  expect(isDenied).toBe(false);
  expect(await numbersOf(person, propertyId)).toEqual([1, 2, 3, 4, 5, 6]);
  await pane.excel.type('B3', '{{tenant}}');
  await pane.button('See what is wrong').first().click();
  await pane.button('Back').click();
  await pane.button('Make 6 bills').click();
  await pane.button('Mail 6 bills …').waitFor();
  expect(await sheets(pane)).toContain('Apt 1A Ann Miller 2025-12');
}, 60_000);

/** Somebody else owns the property from now on. */
async function becomeViewer({ client, email }: Person, propertyId: string): Promise<void> {
  const params = { propertyId };
  const other = await site.server.signedInUser();
  const body = { email: other.email, role: 'owner' } as const;
  await client.call(ENDPOINTS.invite, { params, body });
  const { invitations } = await other.client.call(ENDPOINTS.receivedInvitations, {});
  const id = invitations[0]?.id ?? '';
  await other.client.call(ENDPOINTS.acceptInvitation, { body: { id } });
  const { members } = await client.call(ENDPOINTS.listMembers, { params });
  const userId = members.find((one) => one.email === email)?.userId ?? '';
  await other.client.call(ENDPOINTS.changeMember, {
    ...{ params: { propertyId, userId }, body: { role: 'viewer' } },
  });
}
