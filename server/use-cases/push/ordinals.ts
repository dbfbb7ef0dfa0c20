/**
 * Payments and adjustments without a reference that agree in unit, date and amount are told apart by
 * an ordinal. Each row takes that of the row which it was before, by all that it says; the others
 * follow from the top of the sheet. So neither sorting a sheet nor deleting one of them moves the rest.
 */
import type { Entry, SourceBase } from './bases.ts';
import type { Group } from './run.ts';
import type { SheetRow } from './sheet.ts';

export function tellEqualsApart({ rows, base }: Group): void {
  const equals = new Map<string, SheetRow[]>();
  for (const row of rows) {
    if (row.own === null || row.own.startsWith('#')) continue;
    const known = equals.get(row.own);
    if (known === undefined) equals.set(row.own, [row]);
    else known.push(row);
  }
  for (const [stem, alike] of equals) number(stem, alike, base);
}

function number(stem: string, alike: readonly SheetRow[], base: SourceBase): void {
  const before = entriesOf(stem, base);
  const taken = new Set<number>();
  const left = alike
    .toSorted((a, b) => a.row - b.row)
    .filter((row) => {
      const found = before.findIndex((entry, at) => !taken.has(at) && saysAll(row, entry));
      if (found < 0) return true;
      taken.add(found);
      row.own = `${stem}${found + 1}`;
      return false;
    });
  let next = 0;
  for (const row of left) {
    while (taken.has(next)) next += 1;
    taken.add(next);
    row.own = `${stem}${next + 1}`;
  }
}

/** What was agreed of the first, second, … of them. */
function entriesOf(stem: string, { entries, aliases }: SourceBase): Entry[] {
  const found: Entry[] = [];
  for (;;) {
    const own = `${stem}${found.length + 1}`;
    const entry = entries.get(aliases.get(own) ?? own);
    if (entry === undefined) return found;
    found.push(entry);
  }
}

function saysAll({ cells }: SheetRow, entry: Entry): boolean {
  return cells.every((said, field) => {
    const agreed = entry.cells[field];
    return said === undefined || agreed === undefined || agreed === false || said === agreed;
  });
}
