import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{addin,bench,contract,excel-host,server,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/setup/global.ts'],
    // A law tried thousands of times takes its time, and longer on a machine that is busy.
    testTimeout: process.env['TEST_SCALE'] === 'full' ? 300_000 : 30_000,
    hookTimeout: 60_000,
  },
});
