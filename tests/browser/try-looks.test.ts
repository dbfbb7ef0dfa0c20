import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './axe.ts';
import { useSite } from './site.ts';

const site = useSite();

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'a phone': { viewport: { width: 375, height: 700 } },
};

describe.each(Object.entries(looks))('the try page in %s', (_name, options) => {
  test('has no fault that axe-core knows, nor have its menus', async () => {
    const excel = await site.open(options);
    const { page } = excel;
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Workbook' }).click();
    await page.getByRole('menu').waitFor();
    expect(await faultsOf(page, { isOpen: true })).toEqual([]);
    await excel.press('Escape');
    await page.getByRole('button', { name: 'Close the pane' }).click();
    await excel.sheetTab('Payments').click();
    await excel.goTo('B1');
    await excel.press('Alt+ArrowDown');
    await page.getByRole('button', { name: 'Sort ascending' }).waitFor();
    expect(await faultsOf(page, { isOpen: true })).toEqual([]);
  });

  test('needs no scrolling sideways', async () => {
    const { page } = await site.open(options);
    const widths = await page.evaluate(() => [document.body.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBe(widths[1]);
  });
});

test('the keyboard reaches everything around the cells, and comes back', async () => {
  const excel = await site.open();
  const focused = () =>
    excel.page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute('aria-label') ?? at?.getAttribute('title') ?? at?.textContent;
    });
  await expect.poll(focused).toBe('Cells of Readings');
  await excel.press('F6');
  expect(await focused()).toBe('Readings');
  await excel.press('F6');
  expect(await focused()).toBe('PowerTrackr');
  await excel.cells.focus();
  await excel.press('Shift+F6');
  expect(await focused()).toBe('Undo (Ctrl+Z)');
  await excel.press('Shift+Tab', 'Shift+Tab');
  expect(await focused()).toBe('Workbook');
  await excel.press('F6');
  expect(await focused()).toBe('Cells of Readings');
});
