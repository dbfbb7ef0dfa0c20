import type { CellValue } from '../../excel/read-range.ts';

const digits = (value: number) => (value >>> 0).toString(36).padStart(7, '0');

/** A short text by which a longer one is known again; not against people, only against chance. */
export function digestOf(text: string, length: number): string {
  let [one, other] = [0x811c9dc5, 0x9dc5811c];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x5bd1e995) ^ (other >>> 15);
  }
  return (digits(one ^ (one >>> 13)) + digits(other)).slice(-length);
}

/** Letters of the digest of a cell. */
export const CELL_DIGEST = 4;

/** What a cell holds, whether it was written or read: the apostrophe before a text says nothing. */
export function cellDigest(content: CellValue): string {
  const bare = typeof content === 'string' ? `t${content.replace(/^'/, '')}` : `v${content}`;
  return digestOf(bare === 't' ? '' : bare, CELL_DIGEST);
}

/** Of a cell with nothing in it. */
export const BLANK = cellDigest('');
