import { expect, test } from 'vitest';
import { billsTable, commitOf, monthlyReadings, tenanciesTable } from '../../bench/ledger.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { PanePage } from './pane-page.ts';
import { useSite } from './site.ts';

const site = useSite();
const [UNITS, MONTHS] = [200, 12];
const patience = { timeout: 60_000 };

test('what was typed over a table of many rows is put right behind the person’s back, and told', async () => {
  const owner = await site.server.signedInUser();
  const params = { propertyId: (await site.server.property(owner)).id };
  const push = (body: ReturnType<typeof commitOf>) =>
    owner.client.call(ENDPOINTS.push, { params, body });
  const readings = monthlyReadings(UNITS, MONTHS);
  const first = commitOf([tenanciesTable(UNITS), billsTable(MONTHS, UNITS), readings]);
  await push(first);
  const pane = new PanePage(await site.open());
  await pane.heading.waitFor();
  await pane.signIn(owner);
  await pane.button(/^Elm Street/).click();
  await pane.button('Use this and go on').click();
  await pane.at('Review');
  await pane.button('Back').click();
  await pane.tab('Results').click();
  await pane.button('Write into the workbook').click(patience);
  await pane.text(/^Allocation: 2,400 rows$/).waitFor(patience);
  const { excel } = pane;
  await excel.sheetTab('Allocation').click();
  await expect.poll(() => excel.cell('K1').innerText(), patience).toBe('Charge');
  const charge = await excel.cell('K3').innerText();
  await excel.type('K3', '777');

  const corrected = { unit: 'Unit 200', date: '1991-01-31', kwh: '40000' };
  const columns = Object.fromEntries(
    Object.entries(corrected).map(([field, value]) => [field, [value]]),
  );
  await push(commitOf([{ ...readings, complete: false, rows: [2], columns }], first));
  await pane.button('Refresh the workbook').click();
  const sentence = 'Allocation: 1 row was put right, for something else was typed over the results';
  // On screen, and once more for screen readers.
  await expect.poll(() => pane.text(sentence).count(), patience).toBe(2);
  await expect.poll(() => excel.cell('K3').innerText(), patience).toBe(charge);
  expect(await pane.faults()).toEqual([]);
}, 120_000);
