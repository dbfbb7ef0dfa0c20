// Calls of add-ins' functions within formulas: the library knows none of them, so their results are put
// into the formula's text before it sees it.
import { areaOf } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import type { CustomFunctions } from '../model/custom-functions.ts';
import { type CellValue, errorValue, isError } from '../model/value.ts';
import type { Formula } from './readers.ts';
import { type Token, tokenize } from './tokens.ts';

/** Evaluates a text for each formula, as if it stood in the formula's cell. */
export type Evaluate = (
  asked: readonly { readonly formula: Formula; readonly text: string }[],
) => CellValue[];

/** A call with no other such call in its arguments. */
interface InnerCall {
  readonly name: string;
  readonly args: readonly string[];
  /** The tokens before it and after it. */
  readonly before: string;
  readonly after: string;
}

interface Resolving {
  readonly formula: Formula;
  text: string;
  nth: number;
}

export interface Resolved {
  /** To be calculated like any other, with results in the place of calls. */
  readonly formulas: Formula[];
  /** They wait for an add-in's answer. */
  readonly waiting: Formula[];
}

/** Whether the formula calls a function of an add-in. */
export function callsCustom(source: string, functions: CustomFunctions | undefined): boolean {
  if (!functions) return false;
  return [...source.matchAll(/([\p{L}_][\p{L}\p{N}_.]*)\(/gu)].some(([, name = '']) =>
    functions.has(name.toUpperCase()),
  );
}

/** Asks add-ins for what the formulas call, from the inside out, all formulas at once. */
export function resolveCustom(
  formulas: readonly Formula[],
  functions: CustomFunctions,
  evaluate: Evaluate,
): Resolved {
  const resolved: Formula[] = [];
  const waiting: Formula[] = [];
  let open: Resolving[] = formulas.map((formula) => ({ formula, text: formula.text, nth: 0 }));
  while (open.length > 0) {
    const calls = open.flatMap((one) => {
      const call = innerCall(one.text, functions);
      if (call) return [{ one, call }];
      resolved.push({ ...one.formula, text: one.text });
      return [];
    });
    const values = argumentsOf(calls, evaluate);
    open = calls.flatMap(({ one, call }, i) => {
      const { sheet, row, column } = one.formula;
      const asked = { sheet, row, column, nth: one.nth, name: call.name, values: values[i] ?? [] };
      const result = functions.ask(asked);
      if (result === undefined) {
        waiting.push(one.formula);
        return [];
      }
      return [{ ...one, text: call.before + literal(result) + call.after, nth: one.nth + 1 }];
    });
  }
  return { formulas: resolved, waiting };
}

function innerCall(text: string, functions: CustomFunctions): InnerCall | undefined {
  const tokens = tokenize(text);
  const isCall = ({ kind, text: name }: Token) =>
    kind === 'function' && functions.has(name.toUpperCase());
  const at = tokens.findLastIndex(isCall);
  if (at < 0) return undefined;
  const args: string[] = [''];
  let depth = 0;
  let end = at + 1;
  for (; end < tokens.length; end += 1) {
    const sign = tokens[end]?.text ?? '';
    if (sign === '(' || sign === '{') depth += 1;
    else if (sign === ')' || sign === '}') depth -= 1;
    if (depth === 0) break;
    if (end === at + 1) continue;
    if (sign === ',' && depth === 1) args.push('');
    else args[args.length - 1] += sign;
  }
  const print = (from: number, to?: number) =>
    tokens
      .slice(from, to)
      .map((token) => token.text)
      .join('');
  const given = args.map((arg) => arg.trim());
  return {
    name: (tokens[at]?.text ?? '').toUpperCase(),
    args: given.length === 1 && given[0] === '' ? [] : given,
    before: print(0, at),
    after: print(end + 1),
  };
}

/** By call the values of its arguments; most are cells or texts, which need no calculation. */
function argumentsOf(
  calls: readonly { readonly one: Resolving; readonly call: InnerCall }[],
  evaluate: Evaluate,
): CellValue[][] {
  const values = calls.map(({ one, call }) => call.args.map((arg) => plainValue(arg, one.formula)));
  const most = Math.max(0, ...calls.map(({ call }) => call.args.length));
  for (let nth = 0; nth < most; nth += 1) {
    const asked = calls.flatMap(({ one, call }, i) => {
      const text = call.args[nth];
      const isDue = text !== undefined && values[i]?.[nth] === undefined;
      return isDue ? [{ i, formula: one.formula, text }] : [];
    });
    if (asked.length === 0) continue;
    const found = evaluate(asked);
    asked.forEach(({ i }, place) => values[i]?.splice(nth, 1, found[place] ?? null));
  }
  return values.map((row) => row.map((value) => value ?? null));
}

/** undefined: it has to be calculated. */
function plainValue(text: string, { sheet }: Formula): CellValue | undefined {
  if (text === '') return null;
  const [token, ...others] = tokenize(text);
  if (!token || others.length > 0) return undefined;
  if (token.kind === 'string') return token.text.slice(1, -1).replaceAll('""', '"');
  if (token.kind === 'number') return Number(token.text);
  if (token.kind !== 'reference' || token.end || token.prefix !== '') return undefined;
  const { row, column } = token.start;
  if (row === undefined || column === undefined) return undefined;
  const { top, left } = areaOf(row, column);
  return cellAt(sheet, top, left)?.value ?? null;
}

/** A value as a formula writes it. */
function literal(value: CellValue): string {
  if (value === null) return '""';
  if (isError(value)) return value.error === errorValue('#N/A')?.error ? 'NA()' : value.error;
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value < 0 ? `(${value})` : String(value);
}
