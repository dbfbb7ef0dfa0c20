/**
 * Pictures of every view (`npx tsx tests/browser/screens.ts`), into docs/screens: /try, and the pane at
 * 320 and 450 pixels, light and dark, in every state. It runs a server of its own in a folder for
 * temporary files. To be looked at.
 */
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { parseConfig } from '../../server/config.ts';
import { createApp } from '../../server/http/app.ts';
import { listen } from '../../server/http/listen.ts';
import { createLogger } from '../../server/http/log.ts';
import { startServer } from '../../server/start.ts';
import { buildIfNeeded } from '../../server/tools/build-if-needed.ts';
import { TestClient } from '../setup/client.ts';
import { walkThroughAccount, walkThroughSecurity } from './account-tour.ts';
import { openBrowser, openContext } from './browser.ts';
import { type Newcomer, PaneInTry } from './pane.ts';
import { walkThroughEmpty, walkThroughMainJob, walkThroughMonth } from './pane-tour.ts';
import type { Tour } from './pane-tour.ts';
import { TryPage } from './try-page.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../docs/screens/', import.meta.url));
const widths = [320, 450];
const schemes = ['light', 'dark'] as const;
const settleMs = 400;
/** As wide as the charges of the allocation and a pane of Excel's usual width need. */
const size = { width: 1600, height: 900 };
/** Views of which the sheet beside them is shown, too. */
const wholes = new Map([
  ['welcome', 'try'],
  ['review', 'try-problem'],
  ['results', 'try-results'],
]);
const owner = { name: 'Ann Miller', email: 'ann@example.com', password: 'ledger lamp lantern' };

await mkdir(folder, { recursive: true });
await buildIfNeeded();
const data = await mkdtemp(join(tmpdir(), 'powertrackr-screens-'));
const config = parseConfig({ PORT: '0', DATA_DIR: data, LOG_LEVEL: 'silent' });
const logger = createLogger('silent');
const server = await startServer(config, logger, () => {});
// Browsers are told to take the certificate that the server made itself; clients in this process are not.
const { services, publicUrl } = server;
const app = createApp(services, { logger, publicUrl, trustProxy: 1, enableTry: false });
const plain = await listen(() => app, { port: 0, host: '127.0.0.1', certificate: null });
const browser = await openBrowser();
let page = await openPage();
try {
  await takeAll();
} finally {
  await browser.close();
  await plain.stop();
  await server.stop();
  await rm(data, { recursive: true, force: true });
}

async function takeAll(): Promise<void> {
  const tour = await tourOf(owner);
  await walkThroughMainJob(tour);
  await walkThroughMonth(tour);
  await tour.pane.view('Settings').click();
  await tour.pane.heading('Settings').waitFor();
  await page.setViewportSize({ width: 375, height: 700 });
  await takeWhole('try-phone');
  await page.setViewportSize(size);
  await walkThroughEmpty(tour);
  page = await openPage();
  const begun = await tourOf({ ...owner, email: 'ann.miller@example.com' });
  await walkThroughMainJob({ ...begun, visit: async () => {} });
  const account = {
    ...{ ...begun, services: server.services },
    client: () => new TestClient(`http://127.0.0.1:${plain.port}`),
  };
  await walkThroughAccount(account);
  await walkThroughSecurity(account);
}

async function openPage(): Promise<Page> {
  return (await openContext(browser, { viewport: size })).newPage();
}

async function tourOf(person: Newcomer): Promise<Tour> {
  const excel = await TryPage.open(page, server.publicUrl);
  const visit = async (name: string): Promise<void> => {
    const whole = wholes.get(name);
    if (whole !== undefined) await takeWhole(whole);
    await takePane(excel, name);
  };
  return { excel, pane: new PaneInTry(excel), person, codeFor, visit };
}

async function takeWhole(name: string): Promise<void> {
  await page.evaluate(() => document.querySelector('#pane-width')?.remove());
  await page.mouse.move(0, 0);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
}

async function takePane({ pane }: TryPage, name: string): Promise<void> {
  // What the pointer rests on looks chosen.
  await page.mouse.move(0, 0);
  for (const width of widths) {
    await setPaneWidth(page, width);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(settleMs);
      const path = join(folder, `pane-${name}-${width}-${colorScheme}.png`);
      await pane.locator('iframe').screenshot({ path });
    }
  }
}

async function setPaneWidth(page: Page, width: number): Promise<void> {
  await page.evaluate((wanted) => {
    const rule = document.querySelector('#pane-width') ?? document.createElement('style');
    rule.id = 'pane-width';
    rule.textContent = `.pane { width: ${wanted}px !important; border: none !important; }`;
    document.head.append(rule);
  }, width);
}

/** The newest code that was mailed to an address. */
async function codeFor(address: string): Promise<string> {
  await server.services.mailer.settled();
  const folder = join(data, 'mail');
  const names = (await readdir(folder)).toSorted();
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const codes = mails
    .filter((mail) => mail.includes(`\r\nTo: ${address}\r\n`))
    .map((mail) => /^Subject: (\d{6}) /m.exec(mail)?.[1]);
  const code = codes.findLast((one) => one !== undefined);
  if (code === undefined) throw new Error('No code was mailed.');
  return code;
}
