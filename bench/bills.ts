/**
 * Bills from a template in a browser, as /try has them: how long they take beside as many bare copies of
 * the template, whether they tell how far they are, and how soon they stop.
 */
import { fileURLToPath } from 'node:url';
import type { Frame } from 'playwright-core';
import { openBrowser, openContext } from '../tests/browser/browser.ts';
import { TryPage } from '../tests/browser/try-page.ts';
import type { BillsPage, MadeInPage } from './bills-page.ts';
import { browse, bundlesWith } from './browsed.ts';
import { median, print, printMeasured, round, RUNS } from './measure.ts';
import type { BenchServer } from './server.ts';

const BILLS = 200;
const LINES = 12;
const BAR = 3;

export async function benchBills(server: BenchServer): Promise<void> {
  const page = fileURLToPath(new URL('bills-page.ts', import.meta.url));
  const site = await browse(server, await bundlesWith(page));
  const browser = await openBrowser();
  try {
    const context = await openContext(browser);
    const excel = await TryPage.open(await context.newPage(), site.origin);
    const addin = await excel.addin();
    await addin.waitForFunction(() => Reflect.has(globalThis, 'billsPage'));
    const floors: number[] = [];
    const runs: MadeInPage[] = [];
    for (let run = 0; run <= Math.min(RUNS, 3); run += 1) {
      const [floor, made] = [await copySheets(addin), await makeBills(addin)];
      if (run === 0) continue; // The first one finds everything cold.
      floors.push(floor);
      runs.push(made);
    }
    if (runs.some(({ made }) => made !== BILLS)) throw new Error('not all bills were made');
    printMeasured({
      name: `${BILLS} bills of ${LINES} lines in the browser`,
      ...{ ms: median(runs.map(({ ms }) => ms)), floorMs: median(floors), bar: BAR },
      floor: 'as many bare copies of the template',
    });
    print({
      name: 'progress and stop while bills are made',
      tellings: median(runs.map(({ tellings }) => tellings)),
      stopMs: round(median(runs.map(({ stopMs }) => stopMs)), 0),
    });
  } finally {
    await browser.close();
    await site.stop();
  }
}

type Holder = { readonly billsPage: BillsPage };

function copySheets(addin: Frame): Promise<number> {
  return addin.evaluate(
    (count) => (globalThis as unknown as Holder).billsPage.copySheets(count),
    BILLS,
  );
}

function makeBills(addin: Frame): Promise<MadeInPage> {
  return addin.evaluate(
    ([count, lines]) => (globalThis as unknown as Holder).billsPage.makeBills(count, lines),
    [BILLS, LINES] as const,
  );
}
