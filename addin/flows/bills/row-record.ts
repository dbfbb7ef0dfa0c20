import type { CurrentRow, FinalRow } from './template/layout.ts';

/**
 * The rows of a bill as the workbook remembers them: "0-3;!4;5:k3f9qa;?2" are the template's rows 0 to 3,
 * its row 4, hidden, its row 5 as the line of that key, and two rows of the user's.
 */
export function printRows(rows: readonly FinalRow[]): string {
  const parts: string[] = [];
  for (let at = 0; at < rows.length;) {
    const count = runFrom(rows, at);
    const wanted = rows[at]?.wanted ?? null;
    const isHidden = wanted && !wanted.isShown ? '!' : '';
    if (!wanted) parts.push(`?${count}`);
    else if (wanted.line) parts.push(`${isHidden}${wanted.from}:${wanted.line.key}`);
    else parts.push(isHidden + wanted.from + (count > 1 ? `-${wanted.from + count - 1}` : ''));
    at += count;
  }
  return parts.join(';');
}

/** How many rows go together into one part. */
function runFrom(rows: readonly FinalRow[], at: number): number {
  const first = rows[at]?.wanted ?? null;
  let count = 1;
  while (at + count < rows.length) {
    const next = rows[at + count]?.wanted ?? null;
    const isSame = first
      ? next &&
        !first.line &&
        !next.line &&
        next.isShown === first.isShown &&
        next.from === first.from + count
      : !next;
    if (!isSame) break;
    count += 1;
  }
  return count;
}

export interface RecordedRow {
  readonly row: CurrentRow;
  readonly isHidden: boolean;
}

/** What {@link printRows} wrote. */
export function readRows(text: string): RecordedRow[] {
  return text.split(';').flatMap((part): RecordedRow[] => {
    const match = /^(!?)(\?)?(\d+)(?:-(\d+)|:(\w+))?$/.exec(part);
    if (!match) return [];
    const [, hidden, users, first = '0', last, key] = match;
    const from = Number(first);
    const isHidden = hidden === '!';
    const some = (count: number, rowAt: (i: number) => CurrentRow) =>
      Array.from({ length: count }, (_, i) => ({ row: rowAt(i), isHidden }));
    if (users !== undefined) return some(from, () => null);
    if (key !== undefined) return some(1, () => ({ from, line: { key, values: {} } }));
    return some(Number(last ?? first) - from + 1, (i) => ({ from: from + i, line: null }));
  });
}

/** Rows that the user may have put in, beside those that were there. */
const ROOM = 200;

/** Within how many rows the hidden ones are; 0 where none was hidden. */
export function hiddenWithin({ rows }: { readonly rows: string }): number {
  return rows.includes('!') ? readRows(rows).length + ROOM : 0;
}
