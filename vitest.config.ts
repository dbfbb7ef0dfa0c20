import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{addin,bench,contract,excel-host,server,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/setup/global.ts'],
    // Many tests wait for a browser, a database or a clock: also on two cores two run at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
