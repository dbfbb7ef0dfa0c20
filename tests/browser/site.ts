/** A server and a browser for one test file; each test takes pages of its own, with nothing kept. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { type TestServer, testServer } from '../setup/test-server.ts';
import { openBrowser, openContext } from './browser.ts';
import { TryPage } from './try-page.ts';

export interface Site {
  readonly server: TestServer;
  /** /try in a fresh profile. */
  readonly open: (options?: BrowserContextOptions, query?: string) => Promise<TryPage>;
}

/** Errors of the pages fail the test that is running. */
export function useSite(): Site {
  let server: TestServer | undefined;
  let browser: Browser | undefined;
  let errors: string[] = [];
  // A busy machine draws slowly.
  vi.setConfig({ testTimeout: 120_000 });
  beforeAll(async () => {
    [server, browser] = await Promise.all([testServer({ isBrowsed: true }), openBrowser()]);
  }, 120_000);
  afterAll(() => browser?.close());
  afterEach(async () => {
    const found = errors;
    errors = [];
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    if (found.length > 0) throw new Error(`The page had errors:\n${found.join('\n')}`);
  });
  const listen = (page: Page): void => {
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isNetwork(message.text())) errors.push(message.text());
    });
  };
  return {
    get server() {
      if (!server) throw new Error('The server is not started yet.');
      return server;
    },
    async open(options, query) {
      if (!server || !browser) throw new Error('The browser is not open yet.');
      // What fades in has too little contrast for a moment.
      const context = await openContext(browser, { reducedMotion: 'reduce', ...options });
      await context.addInitScript(tellViolations);
      const page = await context.newPage();
      listen(page);
      return TryPage.open(page, server.url, query);
    },
  };
}

/** What the page's policy forbids is an error, also where somebody catches it. */
function tellViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error(`The policy of the page forbids this: ${violatedDirective} ${blockedURI}`),
  );
}

/** The browser logs every answer that refuses something; the pages say it in their own words. */
function isNetwork(text: string): boolean {
  return text.startsWith('Failed to load resource');
}
