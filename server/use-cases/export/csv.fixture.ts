/** A table of the export, read back as anybody would who knows what CSV is (RFC 4180). */
export function csvRows(text = ''): Record<string, string | null>[] {
  if (!text.startsWith('\uFEFF')) throw new Error('Excel would read this under another encoding');
  const [header = [], ...rows] = records(text.slice(1));
  return rows.map((cells) =>
    Object.fromEntries(header.map((name, column) => [name, cells[column] || null])),
  );
}

function records(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (const [all, quoted, plain = '', end] of text.matchAll(cell)) {
    if (all === '') break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}
