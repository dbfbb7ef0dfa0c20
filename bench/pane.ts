/** What the browser has to fetch before the task pane shows itself, apart from office.js. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildIfNeeded } from '../server/tools/build-if-needed.ts';
import { print, round } from './measure.ts';

const BAR_KB = 250;
const dist = fileURLToPath(new URL('../dist', import.meta.url));

export async function benchPane(): Promise<void> {
  await buildIfNeeded();
  const page = await readFile(`${dist}/taskpane.html`, 'utf8');
  const own = [...page.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const files = await Promise.all(own.map((path) => readFile(dist + path)));
  const bytes = files.reduce((sum, file) => sum + gzipSync(file).length, gzipSync(page).length);
  const kB = round(bytes / 1000, 1);
  print({ name: 'initial pane bundle, gzip', kB, barKB: BAR_KB, isMet: kB <= BAR_KB });
}
