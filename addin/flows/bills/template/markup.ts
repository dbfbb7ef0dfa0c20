import { type Field, type LineGroup, LINE_GROUPS, bareName, fieldNamed } from '../fields.ts';
import { nearestField } from '../nearest.ts';

/** A text that a template holds, taken apart. */
export interface Markup {
  /** What stays as it stands, and fields between. */
  readonly pieces: readonly Piece[];
  readonly conditions: readonly Condition[];
  /** The row stays though it has no line to show. */
  readonly keepsRow: boolean;
  readonly faults: readonly Fault[];
}

export type Piece = string | Field;

/** Of a row: it is left out where that is not so. */
export interface Condition {
  /** A field that has to say something other than nothing and zero, or lines of which there must be any. */
  readonly about: Field | LineGroup;
  readonly isWanted: boolean;
}

export type Fault =
  /** `nearest`: what may have been meant. */
  | { readonly code: 'no-such-field'; readonly name: string; readonly nearest: string | null }
  | { readonly code: 'open-braces' };

const MARK = /\{\{([^{}]*)\}\}/g;
const CONDITION = /^\s*(if|unless)\b\s*(.*)$/i;

/** Whether a text is anything but itself. */
export function hasMarks(text: string): boolean {
  return text.includes('{{') || text.includes('}}');
}

/** Reads the fields and marks of a text. What is unknown stays as it stands, and is told. */
export function readMarkup(text: string): Markup {
  const pieces: Piece[] = [];
  const conditions: Condition[] = [];
  const faults: Fault[] = [];
  let keepsRow = false;
  let from = 0;
  const put = (plain: string): void => {
    if (plain.includes('{{') || plain.includes('}}')) faults.push({ code: 'open-braces' });
    if (plain !== '') pieces.push(plain);
  };
  for (const match of text.matchAll(MARK)) {
    put(text.slice(from, match.index));
    from = match.index + match[0].length;
    const inside = match[1] ?? '';
    const condition = CONDITION.exec(inside);
    if (/^\s*keep\s*$/i.test(inside)) keepsRow = true;
    else if (condition) {
      const about = groupNamed(condition[2] ?? '') ?? fieldNamed(condition[2] ?? '');
      const isWanted = condition[1]?.toLowerCase() === 'if';
      if (about) conditions.push({ about, isWanted });
      else faults.push(unknown(condition[2] ?? ''));
    } else {
      const field = fieldNamed(inside);
      if (field) pieces.push(field);
      else {
        faults.push(unknown(inside));
        pieces.push(match[0]);
      }
    }
  }
  put(text.slice(from));
  const hasSigns = conditions.length > 0 || keepsRow;
  return { pieces: hasSigns ? trimmed(pieces) : pieces, conditions, keepsRow, faults };
}

/** Beside a mark of the row a blank is only for the eye. */
function trimmed(pieces: readonly Piece[]): Piece[] {
  return pieces
    .map((piece, i) => {
      if (typeof piece !== 'string') return piece;
      const start = i === 0 ? piece.trimStart() : piece;
      return i === pieces.length - 1 ? start.trimEnd() : start;
    })
    .filter((piece) => piece !== '');
}

/** "payments" or "payment lines": whether there are any; the sums have their own names. */
function groupNamed(name: string): LineGroup | null {
  const bare = bareName(name).replace(/lines?$/, '');
  return LINE_GROUPS.find((group) => bare === group || bare === `${group}s`) ?? null;
}

function unknown(name: string): Fault {
  const trimmed = name.trim();
  return { code: 'no-such-field', name: trimmed, nearest: nearestField(trimmed)?.name ?? null };
}
