import { expect, test } from 'vitest';
import { faultsOf } from './axe.ts';
import { faultsInEachLook } from './looks.ts';
import { useSite } from './site.ts';
import type { TryPage } from './try-page.ts';

const site = useSite();

/** What axe-core finds in each look, and whether the page is wider than its window. */
const faultsIn = ({ page }: TryPage, isOpen = false): Promise<string[]> =>
  faultsInEachLook(page, page, async () => {
    const widths = await page.evaluate(() => [document.body.scrollWidth, window.innerWidth]);
    const [width = 0, room = 0] = widths;
    const found = await faultsOf(page, { isOpen });
    return width > room ? [...found, `${width - room} px wider than the window`] : found;
  });

test.each([
  ['a desk', { width: 1366, height: 768 }],
  ['a phone', { width: 375, height: 700 }],
])(
  'the try page on %s has no fault that axe-core knows, nor have its menus',
  async (_name, viewport) => {
    const excel = await site.open({ viewport });
    const { page } = excel;
    expect(await faultsIn(excel)).toEqual([]);
    await page.getByRole('button', { name: 'Workbook' }).click();
    await page.getByRole('menu').waitFor();
    expect(await faultsIn(excel, true)).toEqual([]);
    await excel.press('Escape');
    await page.getByRole('button', { name: 'Close the pane' }).click();
    await excel.sheetTab('Payments').click();
    await excel.goTo('B1');
    await excel.press('Alt+ArrowDown');
    await page.getByRole('button', { name: 'Sort ascending' }).waitFor();
    expect(await faultsIn(excel, true)).toEqual([]);
  },
);

test('the keyboard reaches everything around the cells, and comes back', async () => {
  const excel = await site.open();
  const focused = () =>
    excel.page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute('aria-label') ?? at?.getAttribute('title') ?? at?.textContent;
    });
  const addin = await excel.addin();
  await addin.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(focused).toBe('Cells of Readings');
  await excel.press('F6');
  expect(await focused()).toBe('Readings');
  await excel.press('F6');
  expect(await focused()).toBe('PowerTrackr');
  // It is told, and goes to the first thing in it a moment later.
  await expect.poll(() => addin.evaluate(isAnythingFocused)).toBe(true);
  await excel.cells.focus();
  await excel.press('Shift+F6');
  expect(await focused()).toBe('Undo (Ctrl+Z)');
  await excel.press('Shift+Tab', 'Shift+Tab');
  expect(await focused()).toBe('Workbook');
  await excel.press('F6');
  expect(await focused()).toBe('Cells of Readings');
});

function isAnythingFocused(): boolean {
  return document.hasFocus() && document.activeElement !== document.body;
}
