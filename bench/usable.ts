/**
 * From navigation to usable: how long the pane takes until its first button can be pressed, and how
 * long an empty page of Fluent UI under office.js takes in the same window of the same browser.
 */
import { fileURLToPath } from 'node:url';
import type { Browser, Frame, Page } from 'playwright-core';
import { openBrowser, openContext } from '../tests/browser/browser.ts';
import { TryPage } from '../tests/browser/try-page.ts';
import { browse, bundlesWith } from './browsed.ts';
import { median, printMeasured, RUNS } from './measure.ts';
import type { BenchServer } from './server.ts';

const BAR = 1.5;
/** A page takes so little time that a frame more or less counts: often, then. */
const TIMES = 5 * RUNS;
const empty = fileURLToPath(new URL('empty-page.tsx', import.meta.url));
const FLOOR = 'empty Fluent page with office.js';

export async function benchUsable(server: BenchServer): Promise<void> {
  const sites = await Promise.all([browse(server), browse(server, await bundlesWith(empty))]);
  const browser = await openBrowser();
  try {
    const pages = await Promise.all(sites.map(({ origin }) => openTry(browser, origin)));
    for (const isCached of [true, false]) await measure(pages, isCached);
  } finally {
    await browser.close();
    await Promise.all(sites.map(({ stop }) => stop()));
  }
}

async function measure(pages: readonly Page[], isCached: boolean): Promise<void> {
  const [pane, floor] = pages;
  if (!pane || !floor) return;
  for (const page of pages) await setCache(page, isCached);
  const times: number[] = [];
  const floors: number[] = [];
  // Once unmeasured: what the browser keeps of scripts is made then.
  for (let i = 0; i <= TIMES; i += 1) {
    const [ms, floorMs] = [await usableAfter(pane), await usableAfter(floor)];
    if (i === 0) continue;
    times.push(ms);
    floors.push(floorMs);
  }
  printMeasured({
    name: `pane usable after navigation, ${isCached ? 'opened before' : 'nothing cached'}`,
    ms: median(times),
    floor: FLOOR,
    floorMs: median(floors),
    bar: BAR,
  });
}

/** /try, drawn and at rest, in a profile of its own. */
async function openTry(browser: Browser, origin: string): Promise<Page> {
  const context = await openContext(browser);
  await context.addInitScript(noteWhenUsable);
  const page = await context.newPage();
  const excel = await TryPage.open(page, origin);
  await usableIn(excel.page);
  return page;
}

/** Loads the add-in's page anew, Excel's window around it staying. @returns ms of that page's own clock */
async function usableAfter(page: Page): Promise<number> {
  await paneIn(page).evaluate(() => Reflect.deleteProperty(globalThis, 'usableAfterMs'));
  await page.getByRole('button', { name: 'Reload the add-in' }).click();
  return usableIn(page);
}

async function usableIn(page: Page): Promise<number> {
  const noted = await paneIn(page).waitForFunction(() => Reflect.get(globalThis, 'usableAfterMs'));
  return Number(await noted.jsonValue());
}

function paneIn(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/try/taskpane.html'));
  if (!frame) throw new Error('The pane is not in its frame.');
  return frame;
}

async function setCache(page: Page, isCached: boolean): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: !isCached });
}

/** In the add-in's page: when a button that can be pressed has been drawn. */
function noteWhenUsable(): void {
  if (!location.pathname.endsWith('/taskpane.html')) return;
  const observer = new MutationObserver(() => {
    if (document.querySelector('button:enabled') === null) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => Reflect.set(globalThis, 'usableAfterMs', performance.now())),
    );
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true });
}
