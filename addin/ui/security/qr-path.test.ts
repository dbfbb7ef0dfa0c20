import fc from 'fast-check';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { qrPath } from './qr-path.ts';

/** Fills what the path encloses. */
function drawn(size: number, path: string): number[] {
  const cells = Array.from({ length: size * size }, () => 0);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    const from = Number(y) * size + Number(x);
    cells.fill(1, from, from + Number(width));
  }
  return cells;
}

test('the path encloses every dark module and no light one', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), (text) => {
      const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
      expect(drawn(size, qrPath(size, data))).toEqual([...data]);
    }),
    { numRuns: 30 },
  );
});
