/**
 * The longest task of the pane after a refresh of 120,000 rows was told, while all of them are looked at
 * behind the person's back.
 */
import { ENDPOINTS } from '../contract/endpoints.ts';
import { openBrowser, openContext } from '../tests/browser/browser.ts';
import { PaneInTry } from '../tests/browser/pane.ts';
import { TryPage } from '../tests/browser/try-page.ts';
import { browse } from './browsed.ts';
import { billsTable, commitOf, monthlyReadings, tenanciesTable } from './ledger.ts';
import { lastOf } from './refresh.ts';
import type { BenchServer } from './server.ts';
import { noteLongTasks, report, signIn, tasksDuring } from './tasks.ts';

const UNITS = 1_000;
const MONTHS = 120;
const patience = { timeout: 300_000 };

export async function benchBehind(server: BenchServer): Promise<void> {
  const { id } = await server.client.call(ENDPOINTS.createProperty, {
    body: { name: 'High Street', currency: 'USD' },
  });
  const params = { propertyId: id };
  const readings = monthlyReadings(UNITS, MONTHS);
  const first = commitOf([tenanciesTable(UNITS), billsTable(MONTHS, UNITS), readings]);
  await server.client.call(ENDPOINTS.push, { params, body: first });
  const site = await browse(server);
  const browser = await openBrowser();
  try {
    const context = await openContext(browser);
    await context.addInitScript(noteLongTasks);
    const excel = await TryPage.open(await context.newPage(), site.origin);
    const pane = new PaneInTry(excel);
    await writeResults(pane);
    await excel.sheetTab('Allocation').click();
    await excel.type('K3', '777');
    const body = commitOf([lastOf(readings, 1)], first);
    await server.client.call(ENDPOINTS.push, { params, body });
    await pane.button('Refresh the workbook').click();
    await pane.text(/^Allocation: 120,000 rows, \d+ changed/).waitFor(patience);
    const tasks = await tasksDuring(excel.page, () =>
      pane
        .text(/put right/)
        .first()
        .waitFor(patience),
    );
    report(`longest task while ${UNITS * MONTHS} rows are looked at behind`, tasks);
  } finally {
    await browser.close();
    await site.stop();
  }
}

async function writeResults(pane: PaneInTry): Promise<void> {
  await signIn(pane);
  await pane.button(/^High Street/).click();
  await pane.button('Use this and go on').click();
  await pane.button('Back').click();
  await pane.view('Results').click();
  await pane.button('Write into the workbook').click(patience);
  await pane.text(/^Allocation: 120,000 rows$/).waitFor(patience);
}
