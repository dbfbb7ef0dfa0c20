// References to tables such as Bills[@Amount]: read, and written as Excel shows them or stores them.
import type { Token } from './tokens.ts';

export type Structured = {
  /** empty inside the table itself */
  table: string;
  /** "#All", "#Data", "#Headers", "#Totals", "#This Row" */
  items: string[];
  /** none, one column, or the first and last of several */
  columns: string[];
};

const unescape = (text: string): string => text.replaceAll(/'(.)/gsu, '$1');
const escape = (name: string): string => name.replaceAll(/['[\]#@]/gu, "'$&");

/** The column names and items of a structured token. */
export function readStructured(token: Extract<Token, { kind: 'structured' }>): Structured {
  const { table, brackets } = token;
  const inner = brackets.slice(1, brackets.endsWith(']') ? -1 : undefined).trim();
  const parts = [...inner.matchAll(/\[((?:'.|[^'\]])*)\]/gsu)].map((part) => part[1] ?? '');
  const items: string[] = [];
  const columns: string[] = [];
  if (inner.startsWith('@')) {
    items.push('#This Row');
    const bare = inner.slice(1).trim();
    if (parts.length === 0 && bare !== '') columns.push(unescape(bare));
  } else if (parts.length === 0 && inner !== '') {
    if (inner.startsWith('#')) items.push(inner);
    else columns.push(unescape(inner));
  }
  for (const part of parts) {
    const text = part.trim();
    if (text.startsWith('#')) items.push(text);
    else columns.push(unescape(part));
  }
  return { table, items, columns };
}

/** As the file format wants it: always with the table's name and without "@". */
export function printForFile({ table, items, columns }: Structured): string {
  const names = columns.map((column) => `[${escape(column)}]`).join(':');
  if (items.length === 0) return table + (columns.length === 1 ? names : `[${names}]`);
  if (items.length === 1 && columns.length === 0) return `${table}[${items[0]}]`;
  const parts = items.map((item) => `[${item}]`);
  return `${table}[${[...parts, ...(names ? [names] : [])].join(',')}]`;
}

/** As Excel shows it in the formula bar. */
export function printForPerson(reference: Structured): string {
  const { table, items, columns } = reference;
  if (items.length !== 1 || items[0]?.toLowerCase() !== '#this row') {
    const nothing = items.length === 0 && columns.length === 0;
    return nothing && table !== '' ? table : printForFile(reference);
  }
  const plain = columns.length === 1 && /^[\p{L}\p{N}_.]+$/u.test(columns[0] ?? '');
  const names = plain ? columns[0] : columns.map((column) => `[${escape(column)}]`).join(':');
  return `${table}[@${names}]`;
}
