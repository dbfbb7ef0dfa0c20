import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{addin,bench,contract,excel-host,server,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/setup/global.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
