/** The dark modules of a QR code as one path of an SVG, each of them one unit wide. Pure. */
export function qrPath(size: number, dark: ArrayLike<number>): string {
  const runs: string[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (dark[y * size + x] !== 1) continue;
      const from = x;
      while (x + 1 < size && dark[y * size + x + 1] === 1) x += 1;
      const width = x + 1 - from;
      runs.push(`M${from} ${y}h${width}v1h-${width}z`);
    }
  }
  return runs.join('');
}
