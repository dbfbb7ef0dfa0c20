import { mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** `npm run test:office`: the tests that ask LibreOffice, which is to be installed for them. */
export default mergeConfig(config, {
  test: { env: { POWERTRACKR_OFFICE: 'yes' }, testTimeout: 300_000 },
});
