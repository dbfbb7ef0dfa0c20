/**
 * A real Chromium for the tests of pages: `CHROME_PATH`, else an installed Chrome, Edge or Chromium,
 * else the one that comes as an npm package (Linux on x64). A machine without any fails the tests:
 * nothing here skips them.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core';
import { exclusively } from '../../server/db/embedded/start-lock.ts';

/** Nothing that talks to the network unasked; without a sandbox where root would be refused one. */
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const usualArgs = process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
/** For pages that live for seconds: what optimizes scripts costs more than it saves them. */
const shortLived = '--js-flags=--always-sparkplug --no-maglev --no-opt';

const packageFolder = new URL('../../node_modules/@sparticuz/chromium/', import.meta.url);
const unpacking = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

export const USUAL_WINDOW = { width: 1366, height: 768 };

export interface BrowserOptions {
  readonly isShortLived?: boolean;
}

/** Opens the browser: as people have it, or for tests that go from one page to the next. */
export async function openBrowser({ isShortLived = false }: BrowserOptions = {}): Promise<Browser> {
  const args = isShortLived ? [...usualArgs, shortLived] : usualArgs;
  const chosen = process.env['CHROME_PATH'] ?? usual.find((path) => existsSync(path));
  if (chosen) return chromium.launch({ args, executablePath: chosen });
  for (const channel of ['chrome', 'msedge']) {
    try {
      return await chromium.launch({ args, channel });
    } catch (error) {
      if (!String(error).includes('is not found')) throw error;
    }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The browser tests need Chrome, Edge or Chromium: install one or set CHROME_PATH.',
    );
  }
  const folder = await unpacked();
  const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return chromium.launch({ args, env, executablePath: join(folder, 'chromium') });
}

/** A fresh profile that accepts the certificate which a server under test made itself. */
export function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'en-US',
    viewport: USUAL_WINDOW,
    ...options,
  });
}

/**
 * The browser out of its npm package, unpacked once for each user and version. The package unpacks into
 * the folder for temporary files and takes what lies there for complete, so it is given a folder of
 * its own, which gets its name only when everything is in it; in a process of its own, since whatever
 * else goes on in this one has its temporary files elsewhere.
 */
async function unpacked(): Promise<string> {
  const text = await readFile(new URL('package.json', packageFolder), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  const folder = join(tmpdir(), `powertrackr-chromium-${version}-${userInfo().uid}`);
  await exclusively(folder, async () => {
    if (!existsSync(folder)) await unpack(folder);
  });
  return folder;
}

async function unpack(folder: string): Promise<void> {
  const making = `${folder}.${process.pid}`;
  await mkdir(making, { recursive: true, mode: 0o700 });
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpacking], {
    cwd: packageFolder,
    env: { ...process.env, TMPDIR: making },
  });
  await writeFile(join(making, 'fonts.conf'), fontConfiguration(folder));
  await rename(making, folder);
}

/** The package's font beside those of the system; it also stands in for the one of Windows. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <match><test name="family"><string>Segoe UI</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Open Sans</string></edit></match>
  <match><test name="family"><string>Calibri</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Open Sans</string></edit></match>
</fontconfig>
`;
}
