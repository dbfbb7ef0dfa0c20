import { calculateFormulas } from '@cj-tech-master/excelts/formula';
import { areaOf } from '../model/area.ts';
import { putCell } from '../model/cells.ts';
import { addSheet, createWorkbook } from '../model/create.ts';
import { defaultStyle } from '../model/style.ts';
import { keyOf } from '../model/touched.ts';
import { showWorkbook, viewOf } from './engine.ts';
import { tokenize } from './tokens.ts';

const known = new Map<string, boolean>();

/** Asks the library: a function that it has complains about its arguments, any other has no name. */
function ask(names: readonly string[]): void {
  const workbook = createWorkbook();
  const sheet = addSheet(workbook, 'Sheet');
  const view = viewOf(sheet);
  names.forEach((name, row) => {
    const text = `ERROR.TYPE(${name}())=5`;
    putCell(sheet, row, 0, { value: null, formula: text, style: defaultStyle });
    view.formulas.set(keyOf(row, 0), { text, isDynamic: false });
  });
  view.areas.push(areaOf(0, 0, names.length));
  calculateFormulas(showWorkbook(workbook, [view], []));
  names.forEach((name, row) => known.set(name, view.results.get(keyOf(row, 0)) !== true));
}

/**
 * Whether a formula calls a function that the library does not have (an add-in's, a cube's). Functions
 * that the workbook itself names, and those that LET names, are no strangers.
 */
export function callsStrangers(formula: string, isNamed: (name: string) => boolean): boolean {
  const called = [...formula.matchAll(/([\p{L}_][\p{L}\p{N}_.]*)\(/gu)].map(([, name = '']) =>
    name.toUpperCase(),
  );
  const asked = called.filter((name) => !known.has(name));
  if (asked.length > 0) ask(asked);
  if (called.every((name) => known.get(name))) return false;
  if (/\bLET\(/iu.test(formula)) return false;
  return tokenize(formula).some(
    ({ kind, text }) =>
      kind === 'function' && known.get(text.toUpperCase()) === false && !isNamed(text),
  );
}
