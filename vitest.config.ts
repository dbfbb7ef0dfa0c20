import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export const shared = {
  setupFiles: ['tests/setup/each-file.ts'],
  // A law tried thousands of times takes its time, and longer on a machine that is busy.
  testTimeout: process.env['TEST_SCALE'] === 'full' ? 300_000 : 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 10_000 } },
  // Loading the same modules again for each file would take as long as the tests do.
  isolate: false,
  // They wait, for pages and for processes, as much as they work.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
};

/** One Postgres for the whole run: what a project inherits, it would set up once more. */
export const globalSetup = ['tests/setup/global.ts'];

export default defineConfig({
  test: {
    globalSetup,
    projects: [
      {
        test: {
          ...{ ...shared, name: 'node' },
          include: ['{addin,bench,contract,excel-host,server,tests}/**/*.test.{ts,tsx}'],
          exclude: ['tests/browser/**', 'node_modules/**'],
        },
      },
      {
        test: {
          ...{ ...shared, name: 'browser' },
          include: ['tests/browser/**/*.test.ts'],
        },
      },
    ],
  },
});
