import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those of the browser take longest: they come first, and the many short ones fill what is left. */
class BrowserFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's, not an array's
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(isBrowsed(b)) - Number(isBrowsed(a)));
  }
}

function isBrowsed({ moduleId }: TestSpecification): boolean {
  return moduleId.includes('/tests/browser/');
}

export const shared = {
  setupFiles: ['tests/setup/each-file.ts'],
  // One Postgres for the whole run.
  globalSetup: ['tests/setup/global.ts'],
  // A law tried thousands of times takes its time, and longer on a machine that is busy.
  testTimeout: process.env['TEST_SCALE'] === 'full' ? 300_000 : 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 10_000 } },
  // Loading the same modules again for each file would take as long as the tests do.
  isolate: false,
  // They wait, for pages and for processes, as much as they work.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  sequence: { sequencer: BrowserFirst },
};

export default defineConfig({
  test: {
    ...shared,
    include: ['{addin,bench,contract,excel-host,server,tests}/**/*.test.{ts,tsx}'],
  },
});
