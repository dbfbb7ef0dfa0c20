/**
 * A server for one test file; each test finds /try as nobody has been there before. The browser, its page
 * and the address are those of the worker: scripts that were read for one file are known to the next.
 */
import type { Browser, Page, ViewportSize } from 'playwright-core';
import { afterEach, beforeAll, vi } from 'vitest';
import { type TestServer, testServer } from '../setup/test-server.ts';
import { openBrowser, openContext, USUAL_WINDOW } from './browser.ts';
import { type Kept, keep, toWaitingPlace } from './kept.ts';
import { TryPage } from './try-page.ts';

export interface Visit {
  /** Of the window, where it is not the usual one. */
  readonly viewport?: ViewportSize;
  /** What the person allows the page to do. */
  readonly permissions?: readonly string[];
  readonly query?: string;
  /** Nothing, unless given: nobody has been there before. */
  readonly kept?: Kept;
}

export interface Site {
  readonly server: TestServer;
  /** /try; a second one in the same test is in a profile of its own. */
  readonly open: (visit?: Visit) => Promise<TryPage>;
}

let opening: Promise<Browser> | undefined;
/** Any free one for the first file. */
let port = 0;
/** Most tests go on in one page, emptied: a browser that knows the scripts opens them in half the time. */
let common: Page | undefined;
let errors: string[] = [];

/** Errors of the pages fail the test that is running. */
export function useSite(): Site {
  let server: TestServer | undefined;
  let isTaken = false;
  // A busy machine draws slowly.
  vi.setConfig({ testTimeout: 120_000 });
  beforeAll(async () => {
    [server] = await Promise.all([testServer({ isBrowsed: true, port }), browser()]);
    port = Number(new URL(server.url).port);
  }, 120_000);
  afterEach(async ({ task }) => {
    const found = errors;
    if (task.result?.state === 'fail' || found.length > 0 || common?.isClosed()) common = undefined;
    const contexts = (await opening)?.contexts() ?? [];
    const rest = contexts.filter((context) => context !== common?.context());
    await Promise.all(rest.map((context) => context.close()));
    if (common && isTaken) await emptied(common, server?.url ?? '');
    isTaken = false;
    // What a page says while it is left is no fault.
    errors = [];
    if (found.length > 0) throw new Error(`The page had errors:\n${found.join('\n')}`);
  });
  return {
    get server() {
      if (!server) throw new Error('The server is not started yet.');
      return server;
    },
    async open({ viewport, permissions, query, kept } = {}) {
      const { url } = this.server;
      const page = isTaken ? await newPage() : (common ??= await newPage());
      isTaken = true;
      if (viewport) await page.setViewportSize(viewport);
      if (permissions) await page.context().grantPermissions([...permissions], { origin: url });
      if (kept) await keep(page, url, kept);
      return TryPage.open(page, url, query);
    },
  };
}

function browser(): Promise<Browser> {
  return (opening ??= openBrowser({ isShortLived: true }));
}

async function newPage(): Promise<Page> {
  // What fades in has too little contrast for a moment.
  const context = await openContext(await browser(), { reducedMotion: 'reduce' });
  await context.addInitScript(tellViolations);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isNetwork(message.text())) errors.push(message.text());
  });
  return page;
}

/** What the page's policy forbids is an error, also where somebody catches it. */
function tellViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error(`The policy of the page forbids this: ${violatedDirective} ${blockedURI}`),
  );
}

/** Leaves nothing of a test, neither what was kept nor how the page was looked at, and waits for the next. */
async function emptied(page: Page, origin: string): Promise<void> {
  const context = page.context();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
  await context.clearPermissions();
  const media = { media: null, colorScheme: null, forcedColors: null } as const;
  await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
  await page.setViewportSize(USUAL_WINDOW);
  await toWaitingPlace(page, origin);
  const session = await context.newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: 'sessionStorage.clear()' });
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}

/** The browser logs every answer that refuses something; the pages say it in their own words. */
function isNetwork(text: string): boolean {
  return text.startsWith('Failed to load resource');
}
