import { defineConfig } from 'vitest/config';
import { shared } from './vitest.config.ts';

/** `npm run test:office`: the tests that ask LibreOffice, which is to be installed for them. */
export default defineConfig({
  test: {
    ...shared,
    include: ['tests/office/**/*.test.ts'],
    env: { POWERTRACKR_OFFICE: 'yes' },
    testTimeout: 300_000,
  },
});
