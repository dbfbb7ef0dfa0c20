import { defineConfig } from 'vitest/config';

const patience = {
  // A law tried thousands of times takes its time, and longer on a machine that is busy.
  testTimeout: process.env['TEST_SCALE'] === 'full' ? 300_000 : 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    globalSetup: ['tests/setup/global.ts'],
    projects: [
      {
        test: {
          ...{ name: 'node', ...patience },
          include: ['{addin,bench,contract,excel-host,server,tests}/**/*.test.{ts,tsx}'],
          exclude: ['tests/browser/**', 'node_modules/**'],
          // Loading the same modules again for each file would take as long as the tests do.
          ...{ isolate: false, maxWorkers: '100%' },
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...{ name: 'browser', ...patience },
          include: ['tests/browser/**/*.test.ts'],
          ...{ isolate: false, maxWorkers: 2 },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
