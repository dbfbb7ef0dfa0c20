/** Rows that a formula refers to on its own sheet, counted from 0. */
export interface RowReference {
  readonly first: number;
  readonly last: number;
  readonly firstIsFixed: boolean;
  readonly lastIsFixed: boolean;
  /** "B2:B2" or "2:2", and not "B2". */
  readonly isRange: boolean;
  /** A cell that a function adds up (or counts …) as a whole argument: "SUM(B2)". */
  readonly isAddedUp: boolean;
}

export interface Rows {
  readonly first: number;
  readonly last: number;
}

const SHEET = String.raw`(?:\[[^\]]*\])?(?:'(?:[^']|'')*'|[\p{L}\p{N}_.]+)!`;
const CELL = String.raw`(\$?)([A-Z]{1,3})(\$?)(\d{1,7})`;
const LINES = String.raw`(\$?)(\d{1,7}):(\$?)(\d{1,7})`;
/** In turn: a text, what stands in brackets, a reference, a word or number that is none. */
const PARTS = new RegExp(
  String.raw`"(?:[^"]|"")*"|(${SHEET})?(?:${CELL}(?::${CELL})?|${LINES})(?![\p{L}\p{N}_.(!\[])|` +
    String.raw`\[(?:[^\[\]]|\[[^\]]*\])*\]|'(?:[^']|'')*'!?|[\p{L}\p{N}_.\\?]+!?`,
  'giu',
);
const ADDING = /(?:sum|average|count|counta|max|min|product)\((?:[^()]*,)?\s*$/i;
const SUBTOTAL = /subtotal\(\s*\d+\s*,\s*$/i;

/**
 * A formula with the rows of its references on its own sheet changed; `change` gives null for what is to
 * stay. A reference that names its own sheet loses the name: it means the sheet that the formula is on.
 */
export function mapRows(
  formula: string,
  sheet: string,
  change: (reference: RowReference) => Rows | null,
): string {
  const own = new Set([
    `${sheet}!`.toLowerCase(),
    `'${sheet.replaceAll("'", "''")}'!`.toLowerCase(),
  ]);
  return formula.replace(PARTS, (whole: string, ...groups: unknown[]) => {
    const [prefix, ...parts] = groups as (string | undefined)[];
    const offset = groups.find((one) => typeof one === 'number') ?? 0;
    if (prefix !== undefined && !own.has(prefix.toLowerCase())) return whole;
    const read = readParts(parts.slice(0, 12));
    if (!read) return whole;
    const before = formula.slice(0, offset);
    const after = formula.slice(offset + whole.length);
    const isAddedUp = (ADDING.test(before) || SUBTOTAL.test(before)) && /^\s*[,)]/.test(after);
    const rows = change({ ...read.reference, isAddedUp: isAddedUp && !read.reference.isRange });
    return rows ? read.print(rows) : whole.slice(prefix?.length ?? 0);
  });
}

type Read = {
  readonly reference: Omit<RowReference, 'isAddedUp'>;
  readonly print: (rows: Rows) => string;
};

function readParts(parts: readonly (string | undefined)[]): Read | null {
  const [f1 = '', c1, r1 = '', n1, f2 = '', c2, r2 = '', n2, s1 = '', m1, s2 = '', m2] = parts;
  if (m1 !== undefined && m2 !== undefined) {
    const print = ({ first, last }: Rows) => `${s1}${first + 1}:${s2}${last + 1}`;
    const [first, last] = [Number(m1) - 1, Number(m2) - 1];
    const fixed = { firstIsFixed: s1 !== '', lastIsFixed: s2 !== '' };
    return { reference: { first, last, ...fixed, isRange: true }, print };
  }
  if (c1 === undefined || n1 === undefined) return null;
  const first = Number(n1) - 1;
  const isRange = c2 !== undefined && n2 !== undefined;
  const last = isRange ? Number(n2) - 1 : first;
  const print = (rows: Rows) => {
    const start = `${f1}${c1}${r1}${rows.first + 1}`;
    if (isRange) return `${start}:${f2}${c2}${r2}${rows.last + 1}`;
    return rows.first === rows.last ? start : `${start}:${f1}${c1}${r1}${rows.last + 1}`;
  };
  const lastIsFixed = isRange ? r2 !== '' : r1 !== '';
  return { reference: { first, last, firstIsFixed: r1 !== '', lastIsFixed, isRange }, print };
}

/** Whether a cell holds a formula. */
export function isFormula(content: unknown): content is `=${string}` {
  return typeof content === 'string' && content.startsWith('=') && content.length > 1;
}
