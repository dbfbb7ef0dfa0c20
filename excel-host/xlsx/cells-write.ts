import { isArrayFormula } from '../formulas/file-form.ts';
import { columnName, printArea } from '../model/area.ts';
import { defaultStyle } from '../model/style.ts';
import { isError } from '../model/value.ts';
import type { Cell, Row, Sheet } from '../model/workbook.ts';
import type { KeptCell, KeptRow } from './kept.ts';
import { escapeAttribute, escapeText, toXstring } from './escape.ts';
import type { Pieces } from './pieces.ts';
import type { SharedStringWriter } from './strings.ts';
import type { FormatWriter } from './styles-write.ts';

export interface CellWriteContext {
  readonly strings: SharedStringWriter;
  readonly formats: FormatWriter;
  /** A formula as the file stores it. */
  readonly fileForm: (formula: string, row: number, column: number) => string;
  /** The `cm` that marks dynamic array formulas. */
  readonly dynamicMetadata: () => number;
  /** Prefixes that the sheet's root declares; kept attributes with others are left out. */
  readonly prefixes: ReadonlySet<string>;
}

/** Newer errors are stored as #VALUE! with details elsewhere; Excel finds them again by calculating. */
const storedErrors = new Set([
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#GETTING_DATA',
]);

/** Tells the reader's own notes from what other hands may have put into `kept`. */
const keptCell = (cell: Cell): KeptCell | undefined => {
  const kept = cell.kept as KeptCell | undefined;
  return kept && kept.value === cell.value && cell.formula === undefined ? kept : undefined;
};

function printAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(`${value}`)}"`)
    .join('');
}

/** The type attribute of a cell; a formula's text stands in the cell itself, other text elsewhere. */
function printType(cell: Cell): string {
  const { value } = cell;
  if (typeof value === 'string') return cell.formula === undefined ? ' t="s"' : ' t="str"';
  if (typeof value === 'boolean') return ' t="b"';
  const isNoNumber = isError(value) || (value !== null && !Number.isFinite(value));
  return isNoNumber ? ' t="e"' : '';
}

/** The content of `v`. */
function printValue(cell: Cell, context: CellWriteContext): string {
  const { value } = cell;
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : '#NUM!';
  if (typeof value === 'string') {
    if (cell.formula !== undefined) return escapeText(toXstring(value));
    return `${context.strings.indexOf(value, keptCell(cell)?.runs)}`;
  }
  if (typeof value === 'boolean') return value ? '1' : '0';
  return storedErrors.has(value.error) ? value.error : '#VALUE!';
}

/** The `f` element of a cell. */
function printFormula(cell: Cell, row: number, column: number, context: CellWriteContext): string {
  const { formula, spill } = cell;
  if (formula === undefined) {
    const table = keptCell(cell)?.dataTable;
    return table ? `<f${printAttributes(table)}/>` : '';
  }
  const text = escapeText(toXstring(context.fileForm(formula, row, column)));
  if (!spill && !isArrayFormula(formula)) return `<f>${text}</f>`;
  const area = spill?.area ?? { top: row, left: column, bottom: row, right: column };
  return `<f t="array" ref="${printArea(area)}">${text}</f>`;
}

function printCell(
  cell: Cell,
  name: string,
  row: number,
  column: number,
  context: CellWriteContext,
): string {
  const format = context.formats.indexOf(cell.style, cell.quotePrefix);
  const type = printType(cell);
  const value = printValue(cell, context);
  let attributes = (format === 0 ? '' : ` s="${format}"`) + type;
  let formula = '';
  if (cell.formula !== undefined || cell.kept !== undefined) {
    formula = printFormula(cell, row, column, context);
    const rich = keptCell(cell)?.vm;
    if (rich !== undefined) attributes += ` vm="${escapeAttribute(rich)}"`;
    const isDynamic = formula.startsWith('<f t="array"') && cell.spill?.legacy !== true;
    if (isDynamic) attributes += ` cm="${context.dynamicMetadata()}"`;
  }
  if (value === '' && type === '' && formula === '')
    return `<c r="${name}${row + 1}"${attributes}/>`;
  const shown = value === '' && type === '' ? '' : `<v>${value}</v>`;
  return `<c r="${name}${row + 1}"${attributes}>${formula}${shown}</c>`;
}

/** The attributes of a row that stand in the file beside its number. */
function rowAttributes(row: Row, context: CellWriteContext): string {
  if (!row.style && row.height === undefined && !row.hidden && !row.kept) return '';
  const kept = row.kept as KeptRow | undefined;
  const own: Record<string, string | number> = {};
  if (row.style) Object.assign(own, { s: context.formats.indexOf(row.style), customFormat: 1 });
  if (row.height !== undefined) {
    own['ht'] = row.height;
    if (row.height !== kept?.automaticHeight) own['customHeight'] = 1;
  }
  if (row.hidden) own['hidden'] = 1;
  const others = Object.entries(kept?.attributes ?? {}).filter(([name]) => {
    const [prefix = '', local] = name.split(':');
    return local === undefined || context.prefixes.has(prefix);
  });
  return printAttributes({ ...own, ...Object.fromEntries(others) });
}

/** Writes the content of `sheetData`, rows in order. */
export function writeCells(sheet: Sheet, context: CellWriteContext, pieces: Pieces): void {
  const letters: string[] = [];
  sheet.rows.forEach((row, index) => {
    if (!row) return;
    let content = '';
    row.cells.forEach((cell, column) => {
      if (!cell) return;
      const isBlank = cell.value === null && cell.formula === undefined;
      const plain = isBlank && (row.style ?? sheet.columns[column]?.style ?? defaultStyle);
      if (cell.style === plain) return;
      const name = (letters[column] ??= columnName(column));
      content += printCell(cell, name, index, column, context);
    });
    const attributes = rowAttributes(row, context);
    if (content !== '' || attributes !== '') {
      pieces.add(`<row r="${index + 1}"${attributes}>${content}</row>`);
    }
  });
}
