/**
 * A walk through every view of the pane and every state that it can be in, for whoever looks at each of
 * them. Of accounts it goes only where the main job leads.
 */
import ExcelJS from 'exceljs';
import type { Newcomer, PaneInTry } from './pane.ts';
import type { TryPage } from './try-page.ts';

export interface Tour {
  readonly excel: TryPage;
  readonly pane: PaneInTry;
  readonly person: Newcomer;
  /** The newest code that was mailed to the address. */
  readonly codeFor: (address: string) => Promise<string>;
  /** Looks at the view that is shown. */
  readonly visit: (name: string) => Promise<void>;
}

/** From the first look at Elm Street to charges in the grid. */
export async function walkThroughMainJob(tour: Tour): Promise<void> {
  const { pane, person, visit } = tour;
  await pane.heading(/Fair electricity/).waitFor();
  await visit('welcome');
  await pane.look();
  await visit('data');
  await pane.button('Readings').click();
  await pane.button('Change the column for date').click();
  await visit('data-pick');
  await pane.button('Create account to go on').click();
  await pane.heading('Create your account').waitFor();
  await visit('sign-up');
  await pane.signUp(person);
  await visit('verify');
  await tour.excel.reload();
  await pane.field('Your password').fill(person.password);
  await visit('verify-again');
  await pane.enterCode(await tour.codeFor(person.email));
  await visit('property');
  await pane.createProperty('Elm Street 12');
  await pane.keepMapping();
  await pane.button(/^Readings, row 70/).click();
  await visit('review');
  await pane.button(/rows to send$/).click();
  await pane.button(/^Readings, row 12$/).scrollIntoViewIfNeeded();
  await visit('review-rows');
  await pane.button(/rows to send$/).click();
  await throughTrouble(tour);
  await pane.send();
  await visit('sent');
  await pane.writeResults();
  await tour.excel.sheetTab('Allocation').click();
  await visit('results');
  await stopRefresh(tour);
  await throughTables(tour);
}

/** A refresh that takes too long. */
async function stopRefresh({ excel, pane, visit }: Tour): Promise<void> {
  const all = '**/api/properties/**';
  await excel.page.route(all, () => {});
  await pane.button('Refresh the workbook').click();
  await pane.button('Cancel').click();
  await pane.text('Stopped.').waitFor();
  await visit('stopped');
  await excel.page.unroute(all);
}

/** Which tables of results there are, and another one. */
async function throughTables({ pane, visit }: Tour): Promise<void> {
  await pane.button('Place a table').scrollIntoViewIfNeeded();
  await visit('results-tables');
  await pane.button('Place a table').click();
  await pane.heading('Place a table').waitFor();
  await pane.button(/^Columns/).click();
  await visit('place-table');
  await pane.button('Back').click();
  await pane.heading('Results').waitFor();
}

/** The server does not answer, answers late, or is not what answers. */
async function throughTrouble({ excel, pane, visit }: Tour): Promise<void> {
  const { page } = excel;
  const send = pane.button(/^Send/);
  await page.context().setOffline(true);
  await pane.text('You are offline.').waitFor();
  await send.click();
  await pane.text('The server could not be reached.').waitFor();
  await pane.heading('Review').scrollIntoViewIfNeeded();
  await visit('offline');
  await page.context().setOffline(false);
  const push = '**/api/properties/*/push';
  await page.route(push, (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
  await send.click();
  await pane.text('Something other than the PowerTrackr server').waitFor();
  await visit('failed');
  await page.unroute(push);
  await page.route(push, () => {}, { times: 1 });
  await send.click();
  await pane.text('Checking 177 rows with the server').waitFor();
  await visit('working');
  await excel.reload();
  await pane.heading('Review').waitFor();
}

/** What comes later: a month that stands, a row that asks, history, settings, signed out. */
export async function walkThroughMonth(tour: Tour): Promise<void> {
  const { excel, pane, person, visit } = tour;
  await pane.view('Home').click();
  await pane.text('Who owes').waitFor();
  await visit('home');
  await excel.sheetTab('Readings').click();
  await excel.type('D94', '10');
  await pane.text('1 change not sent').waitFor();
  await visit('home-changed');
  await pane.button(/^Review \d/).click();
  await pane.text('Readings below the one before').waitFor();
  await visit('review-asked');
  await pane
    .button(/^Typing error$/)
    .first()
    .click();
  await pane.button('1 answer given').click();
  await pane.text('Take back').waitFor();
  await pane.button(/^Send/).click({ trial: true });
  await visit('review-answered');
  await pane.send();
  await pane.button('Back to home').first().click();
  await pane.view('History').click();
  await pane.button(/^Undo/).first().waitFor();
  await visit('history');
  await pane.button(/^Undo/).first().click();
  await pane.text('It is undone on the server.').waitFor();
  await visit('history-undone');
  await throughBills(tour);
  await throughProperty(tour);
  await signOutElsewhere(tour);
  await pane.view('Home').click();
  await pane.text('Your work is still here').waitFor();
  await visit('signed-out');
  await pane.field('Password').fill(person.password);
  await pane.button('Sign in').click();
  await pane.heading('Elm Street 12').waitFor();
}

/** From a template to bills that are numbered, mailed and voided. */
async function throughBills(tour: Tour): Promise<void> {
  const { pane, visit } = tour;
  await pane.view('Bills').click();
  await pane.text('A bill for each tenant').waitFor();
  await visit('bills-empty');
  await pane.button('Give me a sample template').click();
  await pane.field('Billing period').selectOption({ label: 'Nov 2025' });
  await pane.button('Make 6 bills').waitFor();
  await visit('bills');
  await pane.button('Add it').click();
  await pane.heading('On every bill').waitFor();
  await pane.field('Who issues the bills').fill('Elm Street Lettings');
  await visit('bills-details');
  await pane.button('Save').click();
  await pane.button('Preview: Corner Grocery LLC').click();
  await pane.heading('Preview').waitFor();
  await visit('bills-preview');
  await pane.button('Back').click();
  await pane.field('Make them').selectOption({ label: 'In a new workbook' });
  await pane.button('Make 6 bills').click();
  await pane.text('6 bills are in a new workbook').waitFor();
  await pane.button('Issue 6 bills …').click({ trial: true });
  await visit('bills-apart');
  await pane.field('Make them').selectOption({ label: 'In this workbook, a sheet each' });
  await pane.button('Make 6 bills').click();
  await pane.button('Issue 6 bills …').waitFor();
  await throughTemplate(tour);
  await pane.button('Issue 6 bills …').click();
  await pane.button(/^Issue 6 bills$/).click({ trial: true });
  await visit('bills-issue');
  await pane.button(/^Issue 6 bills$/).click();
  await pane.text('Bills no. 1 to 6 are issued').waitFor();
  await pane.button('Mail 6 bills …').click({ trial: true });
  await visit('bills-done');
  await pane.button('Mail 6 bills …').click();
  await pane.text('Hello Ann Miller').waitFor();
  await visit('bills-mail');
  await pane.button('Send 6 mails').click();
  await pane.text('6 mails are on the way.').waitFor();
  await visit('bills-mailed');
  await pane.button('Back to the bills').click();
  await pane.button('Bills that were issued').click();
  await pane.button(/^no\. 6 /).click();
  await pane.button('Void no. 6').click();
  await visit('bills-issued');
  await pane.button('Keep it').click();
  await pane.button('Back').click();
  await pane.heading('Bills').waitFor();
}

/** What is typed into a bill is asked about, and what is wrong with its template is named. */
async function throughTemplate({ excel, pane, visit }: Tour): Promise<void> {
  await pane.button(/^draft: show Apt 1A/).click();
  await excel.cell('B3').getByText('Ann Miller').waitFor();
  await excel.type('B3', 'Ann M. Miller');
  await pane.button('Fill them in again').click();
  await pane.heading('Before they are made').waitFor();
  await visit('bills-asked');
  await pane.button('Back').click();
  await pane.button('Change the template').click();
  await pane.button('Show the sheet').click();
  await excel.cell('B3').getByText('{{tenant}}').waitFor();
  await excel.type('B3', '{{tenent}}');
  await pane.button('Look again').click();
  await pane.text('Is {{tenant}} meant?').waitFor();
  await visit('bills-template');
  await excel.type('B3', '{{tenant}}');
  await pane.button('Look again').click();
  await pane.text('fields in it, all of them known').waitFor();
  await pane.button('Back').click();
  await pane.button('Issue 6 bills …').waitFor();
}

async function throughProperty({ pane, visit }: Tour): Promise<void> {
  await pane.view('Settings').click();
  await pane.heading('Settings').waitFor();
  await pane.button('Change it from a day on').click();
  await pane.field('From bills that end on or after').fill('2025-07-01');
  await visit('settings-property');
  await pane.button('Undo my changes').click();
  await pane.button('Archive the property').click();
  await pane.button('Delete it for good …').click();
  await pane.field('Type its name to confirm').scrollIntoViewIfNeeded();
  await visit('settings-delete');
  await pane.button('Keep it').click();
  await pane.button('Restore the property').click();
  await pane.button('Archive the property').waitFor();
}

/** As on another machine: the pane hears of it only from the server. */
async function signOutElsewhere({ excel }: Tour): Promise<void> {
  const addin = await excel.addin();
  await addin.evaluate(async () => {
    const key = Object.keys(localStorage).find((one) => one.endsWith('PowerTrackr.session'));
    const { token } = JSON.parse(localStorage.getItem(key ?? '') ?? '{}') as { token?: string };
    await fetch('/api/sign-out', { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
  });
}

/** Before anything is there: a workbook without tables, one of which nothing was sent, and none at all. */
export async function walkThroughEmpty(tour: Tour): Promise<void> {
  const { excel, pane, visit } = tour;
  await pane.view('Settings').click();
  await pane.button('Disconnect').click();
  await pane.text('The workbook is disconnected.').waitFor();
  await visit('disconnected');
  await excel.openFile('notes.xlsx', await workbookOf([]));
  await pane.heading('Which property').waitFor();
  await pane.field('Name').fill('Mill Road 3');
  await pane.button('Create property').click();
  await pane.text('No table was found').waitFor();
  await visit('data-empty');
  await excel.openFile('tenants.xlsx', await workbookOf(TENANTS));
  await pane.heading('Which property').waitFor();
  await visit('property-choose');
  await pane.button(/^Mill Road 3/).click();
  await pane.keepMapping();
  await pane.button('Back').click();
  await pane.text('Nothing has been sent yet').waitFor();
  await visit('home-empty');
  await pane.view('Results').click();
  await pane.text('No results yet').waitFor();
  await visit('results-empty');
  await pane.view('History').click();
  await pane.text('Nothing was changed yet').waitFor();
  await visit('history-empty');
}

const TENANTS = [
  ['Unit', 'Tenant', 'Moved in'],
  ['Unit 1', 'Mia Berg', new Date(Date.UTC(2024, 0, 1))],
  ['Unit 2', 'Jon Reyes', new Date(Date.UTC(2024, 4, 1))],
  ['Unit 3', 'Sara Cohen', new Date(Date.UTC(2024, 8, 1))],
];

async function workbookOf(rows: readonly unknown[][]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('Tenants').addRows([...rows]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
