// Formulas as text: cuts a formula into tokens, so that references can be rewritten without touching
// the rest. Holds no workbook and calculates nothing; of ours it imports addresses only.
// The texts of a formula's tokens, put together, are the formula again.
import { columnIndex, columnName, maxColumns, maxRows, quoteSheetName } from '../model/area.ts';

/** One corner of an A1 reference; a whole-column reference has no row, a whole-row one no column. */
export type Corner = {
  /** 0-based */
  row?: number;
  /** 0-based */
  column?: number;
  rowFixed?: boolean;
  columnFixed?: boolean;
};

export type Token =
  | { kind: 'reference'; text: string; prefix: string; start: Corner; end?: Corner }
  | { kind: 'name'; text: string; prefix: string; name: string }
  | { kind: 'structured'; text: string; table: string; brackets: string }
  | { kind: 'function'; text: string }
  | { kind: 'string' | 'number' | 'error' | 'operator' | 'space'; text: string };

const word = String.raw`[\p{L}_\\][\p{L}\p{N}_.\\?]*`;
const sheetWord = String.raw`[\p{L}\p{N}_.\\]+`;
const cell = String.raw`\$?[A-Za-z]{1,3}\$?[0-9]{1,7}`;
const columns = String.raw`\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}`;
const rows = String.raw`\$?[0-9]{1,7}:\$?[0-9]{1,7}`;
const notMore = String.raw`(?![\p{L}\p{N}_.(\\?![])`;

const patterns = {
  space: /\s+/uy,
  string: /"(?:[^"]|"")*"?/uy,
  prefix: new RegExp(
    String.raw`(?:'(?:[^']|'')*'|(?:\[[^\]]*\])?${sheetWord}(?::${sheetWord})?)!`,
    'uy',
  ),
  error:
    /#(?:REF!|DIV\/0!|N\/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!)/iuy,
  reference: new RegExp(`(?:${cell}(?::${cell})?|${columns}|${rows})${notMore}`, 'uy'),
  // Of a reference to a sheet that was deleted, Excel leaves "#REF!A1".
  lost: new RegExp(`#REF!(?:${cell}(?::${cell})?|${columns}|${rows})`, 'iuy'),
  number: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy,
  word: new RegExp(word, 'uy'),
  operator: /<=|>=|<>|[^]/uy,
};

function match(pattern: RegExp, formula: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(formula)?.[0] ?? '';
}

/** Index just behind the bracket that closes the one at `at`; the end of the text if none does. */
function closingBracket(formula: string, at: number): number {
  let depth = 0;
  for (let i = at; i < formula.length; i += 1) {
    const sign = formula[i];
    if (sign === "'") i += 1;
    else if (sign === '[') depth += 1;
    else if (sign === ']') {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return formula.length;
}

function parseCorner(text: string): Corner | undefined {
  const parts = /^(\$?)([A-Za-z]{0,3})(\$?)([0-9]*)$/.exec(text);
  if (!parts) return undefined;
  const [, first = '', letters = '', second = '', digits = ''] = parts;
  const corner: Corner = {};
  if (letters !== '') {
    corner.column = columnIndex(letters);
    corner.columnFixed = first === '$';
    if (corner.column >= maxColumns) return undefined;
  }
  if (digits !== '') {
    corner.row = Number(digits) - 1;
    corner.rowFixed = (letters === '' ? first : second) === '$';
    if (corner.row < 0 || corner.row >= maxRows) return undefined;
  }
  return corner;
}

export function printCorner(corner: Corner): string {
  const column =
    corner.column === undefined ? '' : (corner.columnFixed ? '$' : '') + columnName(corner.column);
  const row = corner.row === undefined ? '' : (corner.rowFixed ? '$' : '') + (corner.row + 1);
  return column + row;
}

function parseReference(prefix: string, text: string): Token | undefined {
  const [first = '', second] = text.split(':');
  const start = parseCorner(first);
  const end = second === undefined ? undefined : parseCorner(second);
  if (!start || (second !== undefined && !end)) return undefined;
  return { kind: 'reference', text: prefix + text, prefix, start, ...(end ? { end } : {}) };
}

function tokenAt(formula: string, at: number): Token {
  const space = match(patterns.space, formula, at);
  if (space) return { kind: 'space', text: space };
  const string = match(patterns.string, formula, at);
  if (string) return { kind: 'string', text: string };
  const error = match(patterns.lost, formula, at) || match(patterns.error, formula, at);
  if (error) return { kind: 'error', text: error };
  const prefix = match(patterns.prefix, formula, at);
  const from = at + prefix.length;
  const reference = match(patterns.reference, formula, from);
  const token = reference ? parseReference(prefix, reference) : undefined;
  if (token) return token;
  const name = match(patterns.word, formula, from);
  if (formula[from + name.length] === '[' && prefix === '' && formula[at] !== "'") {
    const end = closingBracket(formula, from + name.length);
    const text = formula.slice(at, end);
    return { kind: 'structured', text, table: name, brackets: text.slice(name.length) };
  }
  if (name && formula[from + name.length] === '(') return { kind: 'function', text: prefix + name };
  if (name) return { kind: 'name', text: prefix + name, prefix, name };
  if (prefix) {
    return { kind: 'error', text: prefix + match(patterns.error, formula, from) };
  }
  const number = match(patterns.number, formula, at);
  if (number) return { kind: 'number', text: number };
  return { kind: 'operator', text: match(patterns.operator, formula, at) };
}

/** The tokens of a formula, with or without its leading "=". Never fails: what is no word is an operator. */
export function tokenize(formula: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < formula.length;) {
    const token = tokenAt(formula, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

/** A formula with each token replaced by what `change` makes of it. */
export function mapTokens(formula: string, change: (token: Token) => string): string {
  return tokenize(formula).map(change).join('');
}

/** The sheets a prefix such as `'My sheet'!` or `Jan:Dec!` names; none for other workbooks. */
export function sheetsOfPrefix(prefix: string): string[] {
  if (prefix === '') return [];
  const bare = prefix.startsWith("'")
    ? prefix.slice(1, -2).replaceAll("''", "'")
    : prefix.slice(0, -1);
  return bare.includes('[') ? [] : bare.split(':');
}

/** A sheet's name (or `First:Last`) as it stands before a reference, with its exclamation mark. */
export function sheetPrefix(...sheets: string[]): string {
  const joined = sheets.join(':');
  const plain = sheets.every((sheet) => quoteSheetName(sheet) === sheet);
  return plain ? `${joined}!` : `'${joined.replaceAll("'", "''")}'!`;
}
