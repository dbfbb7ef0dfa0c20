import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceOf } from './device.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

test.each([
  ['Edge on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Edg/141.0.0.0`],
  ['Chrome on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK}`],
  ['Safari on macOS', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT}`],
  ['Chrome on Linux', `Mozilla/5.0 (X11; Linux x86_64) ${BLINK}`],
  ['Windows', 'Somebody/1.0 (Windows NT 10.0; Win64; x64)'],
  [null, 'curl/8.5.0'],
  [null, '<script>alert(1)</script>/1.0'],
  [null, ''],
  [null, undefined],
])('the device is %j', (device, userAgent) => {
  expect(deviceOf(userAgent)).toBe(device);
});

test('nothing that the sender made up is kept', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      expect(deviceOf(`Mozilla/5.0 (Windows NT 10.0) ${text}`)?.length ?? 0).toBeLessThan(60);
      const device = deviceOf(text);
      if (device !== null) expect(device).toMatch(/^[\w .-]+$/);
    }),
  );
});

test('a header made to be slow is read at once', () => {
  const start = performance.now();
  for (const one of ['(', '/', ' ', 'a/', 'version/', 'Mozilla/5.0 (', ';'])
    deviceOf(one.repeat(16_000 / one.length));
  expect(performance.now() - start).toBeLessThan(500);
});
