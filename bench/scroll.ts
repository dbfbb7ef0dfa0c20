/**
 * How smoothly the cells of /try scroll by the wheel, over a sheet of 100,000 rows: the time that the page's
 * own thread works for a frame, which also a busy machine tells, and how long frames were in fact.
 */
import type { CDPSession, Page } from 'playwright-core';
import { putCell } from '../excel-host/model/cells.ts';
import { addSheet, createWorkbook } from '../excel-host/model/create.ts';
import { defaultStyle } from '../excel-host/model/style.ts';
import { saveXlsx } from '../excel-host/xlsx/save.ts';
import { openBrowser, openContext } from '../tests/browser/browser.ts';
import { TryPage } from '../tests/browser/try-page.ts';
import { browse } from './browsed.ts';
import { print, round } from './measure.ts';
import type { BenchServer } from './server.ts';

const ROWS = 100_000;
const COLUMNS = 8;
/** 60 frames a second. */
const BAR_MS = 16.7;
const KEPT_MS = 5_000;
const PIXELS = 24_000;
const PIXELS_PER_SECOND = 6_000;

export async function benchScroll(server: BenchServer): Promise<void> {
  const site = await browse(server);
  const browser = await openBrowser();
  try {
    const excel = await TryPage.open(await (await openContext(browser)).newPage(), site.origin);
    await excel.openFile('large.xlsx', largeSheet());
    await excel.cell('A5').waitFor();
    // The page keeps what was opened first, which takes its time.
    await excel.page.waitForTimeout(KEPT_MS);
    const session = await excel.page.context().newCDPSession(excel.page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await scroll(session, 2_000);
    const idle = await framesDuring(excel.page, () => excel.page.waitForTimeout(1_000));
    const before = await workedMs(session);
    const frames = await framesDuring(excel.page, () => scroll(session, PIXELS));
    report(idle, frames, (await workedMs(session)) - before);
  } finally {
    await browser.close();
    await site.stop();
  }
}

function largeSheet(): Uint8Array {
  const workbook = createWorkbook('large.xlsx');
  const sheet = addSheet(workbook, 'Readings');
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const value = column === 0 ? `Apt ${row % 300}` : row * 37 + column;
      putCell(sheet, row, column, { value, style: defaultStyle });
    }
  }
  return saveXlsx(workbook);
}

/** As a hand at the wheel does it, in the middle of the cells. */
async function scroll(session: CDPSession, pixels: number): Promise<void> {
  await session.send('Input.synthesizeScrollGesture', {
    x: 400,
    y: 450,
    yDistance: -pixels,
    speed: PIXELS_PER_SECOND,
    gestureSourceType: 'mouse',
  });
}

async function workedMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

interface Frames {
  /** Between one frame and the next, in ms. */
  readonly times: readonly number[];
  /** Frames in which no cell was drawn where the middle of the sheet is. */
  readonly blank: number;
}

async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = [];
    let blank = 0;
    let last = performance.now();
    let isOver = false;
    // No function in here has a name: the tool that strips the types would call a helper of its own.
    const frame = [
      (now: number) => {
        times.push(now - last);
        last = now;
        if (!document.elementFromPoint(400, 450)?.closest('[data-sheet-row]')) blank += 1;
        if (!isOver) requestAnimationFrame(frame[0] ?? (() => {}));
      },
    ];
    requestAnimationFrame(frame[0] ?? (() => {}));
    Reflect.set(globalThis, 'endFrames', () => {
      isOver = true;
      return { times: times.slice(1), blank };
    });
  });
  await work();
  return page.evaluate(() => (Reflect.get(globalThis, 'endFrames') as () => Frames)());
}

function report(idle: Frames, { times, blank }: Frames, ms: number): void {
  const frameMs = round(ms / times.length, 1);
  print({
    name: `a frame while ${ROWS} rows are scrolled by the wheel`,
    ms: frameMs,
    barMs: BAR_MS,
    isMet: frameMs <= BAR_MS && blank === 0,
    frames: times.length,
    blankFrames: blank,
    seenMs: round(share(times, 0.5), 1),
    seenP95Ms: round(share(times, 0.95), 1),
    seenLongestMs: round(Math.max(...times), 1),
    atRestP95Ms: round(share(idle.times, 0.95), 1),
  });
}

function share(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;
}
