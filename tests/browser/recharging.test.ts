import { expect, test } from 'vitest';
import { isThere, MAPPING, published, rechargingLedger } from '../setup/recharging.ts';
import { PaneInTry } from './pane.ts';
import { useSite } from './site.ts';

const site = useSite();

/** As a colleague hands over the file in which the mapping was settled already. */
const SETTLED = { key: 'PowerTrackr.mapping', text: JSON.stringify(MAPPING) };

test.skipIf(!isThere)('the main job on the real ledger, whose file knows its mapping', async () => {
  const excel = await site.open();
  const bytes = await rechargingLedger().xlsx.writeBuffer();
  await excel.openFile('recharging.xlsx', new Uint8Array(bytes));
  await (
    await excel.addin()
  ).evaluate(
    ({ key, text }) =>
      Excel.run(async (context) => {
        context.workbook.settings.add(key, text);
        await context.sync();
      }),
    SETTLED,
  );
  await excel.reload();
  const pane = new PaneInTry(excel);
  const person = await site.server.signedInUser();
  await pane.button('I have an account').click();
  await pane.field('E-mail address').fill(person.email);
  await pane.field('Password').fill(person.password);
  await pane.button('Sign in').click();
  await pane.field('Name').fill('Market Street');
  await pane.field('Currency of the bills').selectOption('GBP');
  await pane.button('Create property').click();
  await pane.button(/^Review \d+ changes$/).click();
  await pane.send();
  await pane.writeResults();
  const addin = await excel.addin();
  const march = await addin.evaluate(() =>
    Excel.run(async (context) => {
      const table = context.workbook.worksheets.getItem('Allocation').tables.getItemAt(0);
      const cells = ['To', 'Unit', 'Charge'].map((name) =>
        table.columns.getItem(name).getDataBodyRange().load('text,values'),
      );
      await context.sync();
      const [to, unit, charge] = cells;
      return (to?.text ?? []).flatMap(([day], row) =>
        day === '3/31/2023'
          ? [{ site: String(unit?.values[row]?.[0]), charge: Number(charge?.values[row]?.[0]) }]
          : [],
      );
    }),
  );
  const charges = new Map(march.map(({ site, charge }) => [site, charge]));
  expect([...charges.keys()].toSorted()).toEqual(
    published()
      .map(({ site }) => site)
      .toSorted(),
  );
  for (const { site, charge } of published()) {
    expect(Math.abs((charges.get(site) ?? 0) - charge), `charge of site ${site}`).toBeLessThan(
      0.01,
    );
  }
});
