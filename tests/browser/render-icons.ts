/**
 * Draws the icons of `addin/assets` (`npx tsx tests/browser/render-icons.ts`): every size that Office
 * asks for, as PNG with a transparent background, from the SVG beside it. The PNGs are committed.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.ts';

const assets = fileURLToPath(new URL('../../addin/assets/', import.meta.url));
const icons = {
  icon: [16, 20, 24, 32, 40, 48, 64, 80, 96, 128],
  push: [16, 20, 24, 32, 40, 48, 64, 80],
  refresh: [16, 20, 24, 32, 40, 48, 64, 80],
};

const browser = await openBrowser();
const page = await browser.newPage();
for (const [name, sizes] of Object.entries(icons)) {
  const drawing = await readFile(`${assets}${name}.svg`, 'utf8');
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${drawing}`);
    await page.screenshot({ path: `${assets}${name}-${size}.png`, omitBackground: true });
  }
}
await browser.close();
