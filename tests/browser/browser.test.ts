import { expect, test, vi } from 'vitest';
import { openBrowser } from './browser.ts';

test('a machine without the browser fails the tests, it does not skip them', async () => {
  vi.stubEnv('CHROME_PATH', '/nonexistent/chrome');
  await expect(openBrowser()).rejects.toThrow("executable doesn't exist at /nonexistent/chrome");
  vi.unstubAllEnvs();
});
