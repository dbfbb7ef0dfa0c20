/** What axe-core finds wrong with a page, one line for each fault. */
import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = await readFile(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);

declare const axe: { run(context: unknown, options: unknown): Promise<AxeResults> };

/**
 * Left out: frames, which are looked at one by one; what stands in a workbook's cells, whose colours are
 * the workbook's; the marks by which Fluent's focus library feels where the focus goes.
 */
const exclude = ['iframe', 'revogr-data', '[data-tabster-dummy]'];

/** @param isOpen a menu is open, which hangs outside of the landmarks */
export async function faultsOf(page: Page | Frame, { isOpen = false } = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const { violations } = await page.evaluate(
    ([exclude, enabled]) =>
      axe.run({ exclude }, { rules: { region: { enabled } }, resultTypes: ['violations'] }),
    [exclude, !isOpen] as const,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => {
      const why = failureSummary.split('\n').at(1)?.trim() ?? help;
      return `${id}: ${why}: ${html.slice(0, 200)}`;
    }),
  );
}
