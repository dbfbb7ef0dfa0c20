import { SaxesParser } from 'saxes';
import { fromFileForm } from '../formulas/file-form.ts';
import { formulaCopier } from '../formulas/references.ts';
import { type Area, columnIndex, contains, parseArea } from '../model/area.ts';
import { cellAt, putCell, rowAt } from '../model/cells.ts';
import { defaultStyle, type Style } from '../model/style.ts';
import { type CellValue, errorValue } from '../model/value.ts';
import type { Cell, Row, Sheet } from '../model/workbook.ts';
import { serialOfIso } from './dates.ts';
import { fromXstring } from './escape.ts';
import type { KeptCell, KeptRow } from './kept.ts';
import { localName, RichStringReader, type RichString } from './strings.ts';
import type { Formats } from './styles-read.ts';

export interface CellContext {
  readonly strings: readonly RichString[];
  readonly formats: Formats;
  readonly date1904: boolean;
  /** Whether a cell's `cm` says that its array formula is a dynamic one. */
  readonly isDynamic: (metadata: number) => boolean;
}

type Attributes = Readonly<Record<string, string>>;

const modelled = new Set(['r', 'spans', 's', 'customFormat', 'ht', 'customHeight', 'hidden']);
const cellReference = /^([A-Z]+)(\d+)$/iu;

function keptOf(attributes: Attributes, height: number | undefined): KeptRow | undefined {
  const others = Object.entries(attributes).filter(([name]) => !modelled.has(name));
  const automatic = height !== undefined && !isTrue(attributes['customHeight']);
  if (others.length === 0 && !automatic) return undefined;
  return {
    attributes: Object.fromEntries(others),
    ...(automatic ? { automaticHeight: height } : {}),
  };
}

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true';

/** Reads the rows of one sheet (`sheetData`) into the model. */
class CellReader {
  readonly #sheet: Sheet;
  readonly #context: CellContext;
  readonly #shared = new Map<
    string,
    { copy: (rows: number, columns: number) => string; row: number; column: number }
  >();
  readonly #arrays: { row: number; column: number; area: Area }[] = [];
  readonly #formulas = new Map<string, string>();
  isMissingResults = false;

  #row = -1;
  #column = -1;
  #line: Row = { cells: [] };
  #cell: Attributes = {};
  #value: string | undefined;
  #formula: string | undefined;
  #formulaAttributes: Attributes = {};
  #inline: RichStringReader | undefined;
  #inlineText: RichString | undefined;
  #reading: 'value' | 'formula' | undefined;

  constructor(sheet: Sheet, context: CellContext) {
    this.#sheet = sheet;
    this.#context = context;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#inline) this.#inline.open(name, attributes);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') [this.#reading, this.#value] = ['value', ''];
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'f') {
      [this.#reading, this.#formula, this.#formulaAttributes] = ['formula', '', attributes];
    } else if (name === 'is') this.#inline = new RichStringReader();
  }

  text(text: string): void {
    if (this.#inline) this.#inline.content(text);
    else if (this.#reading === 'value') this.#value += text;
    else if (this.#reading === 'formula') this.#formula += text;
  }

  close(name: string): void {
    if (name === 'is') {
      this.#inlineText = this.#inline?.end();
      this.#inline = undefined;
    } else if (this.#inline) this.#inline.close(name);
    else if (name === 'c') this.#closeCell();
    else this.#reading = undefined;
  }

  /** Marks the cells that array formulas fill. */
  end(): void {
    for (const { row, column, area } of this.#arrays) {
      const last = Math.min(area.bottom, this.#sheet.rows.length - 1);
      for (let at = area.top; at <= last; at += 1) {
        for (let over = area.left; over <= area.right; over += 1) {
          const cell = cellAt(this.#sheet, at, over);
          if (!cell || (at === row && over === column)) continue;
          putCell(this.#sheet, at, over, { ...cell, spilledFrom: { row, column } });
        }
      }
    }
  }

  #openRow(attributes: Attributes): void {
    this.#row = attributes['r'] === undefined ? this.#row + 1 : Number(attributes['r']) - 1;
    this.#column = -1;
    this.#line = rowAt(this.#sheet, this.#row);
    const height = attributes['ht'] === undefined ? undefined : Number(attributes['ht']);
    if (height !== undefined) this.#line.height = height;
    if (isTrue(attributes['hidden'])) this.#line.hidden = true;
    if (isTrue(attributes['customFormat'])) this.#line.style = this.#style(attributes['s']);
    const kept = keptOf(attributes, height);
    if (kept) this.#line.kept = kept;
  }

  #openCell(attributes: Attributes): void {
    const [, letters] = cellReference.exec(attributes['r'] ?? '') ?? [];
    this.#column = letters === undefined ? this.#column + 1 : columnIndex(letters);
    this.#cell = attributes;
    this.#value = undefined;
    this.#formula = undefined;
    this.#inlineText = undefined;
  }

  #closeCell(): void {
    const text = this.#text();
    const value = text ? text.text : this.#plainValue();
    const style = this.#style(this.#cell['s']);
    const quotePrefix = this.#context.formats.quotePrefixes[Number(this.#cell['s'] ?? 0)];
    const isPlain = this.#formula === undefined && this.#cell['vm'] === undefined && !text?.runs;
    if (isPlain && !quotePrefix) {
      this.#line.cells[this.#column] = { value, style };
      return;
    }
    const kept = this.#kept(value, text?.runs);
    const cell: Cell = {
      value,
      style,
      ...this.#formulaOf(),
      ...(quotePrefix ? { quotePrefix } : {}),
      ...(kept ? { kept } : {}),
    };
    const isMissing = this.#value === undefined && !this.#inlineText;
    if (cell.formula !== undefined && isMissing) this.isMissingResults = true;
    this.#line.cells[this.#column] = cell;
  }

  #style(index: string | undefined): Style {
    return this.#context.formats.styles[Number(index ?? 0)] ?? defaultStyle;
  }

  #text(): RichString | undefined {
    if (this.#inlineText) return this.#inlineText;
    return this.#cell['t'] === 's' ? this.#context.strings[Number(this.#value)] : undefined;
  }

  #plainValue(): CellValue {
    const text = this.#value;
    const type = this.#cell['t'];
    if (type === 'str') return text === undefined ? null : fromXstring(text);
    if (text === undefined || text === '') return null;
    if (type === 'b') return text === '1' || text === 'true';
    if (type === 'e') return errorValue(text) ?? errorValue('#VALUE!') ?? null;
    if (type === 'd') return serialOfIso(text, this.#context.date1904) ?? text;
    const number = Number(text);
    return type === 's' || type === 'inlineStr' || Number.isNaN(number) ? null : number;
  }

  #kept(value: CellValue, runs: string | undefined): KeptCell | undefined {
    const vm = this.#cell['vm'];
    const dataTable =
      this.#formulaAttributes['t'] === 'dataTable' && this.#formula !== undefined
        ? this.#formulaAttributes
        : undefined;
    if (runs === undefined && vm === undefined && !dataTable) return undefined;
    return {
      value,
      ...(runs === undefined ? {} : { runs }),
      ...(vm === undefined ? {} : { vm }),
      ...(dataTable ? { dataTable } : {}),
    };
  }

  #formulaOf(): Pick<Cell, 'formula' | 'spill'> {
    if (this.#formula === undefined) return {};
    const { t: type, ref, si } = this.#formulaAttributes;
    if (type === 'dataTable') return {};
    const row = this.#row;
    const column = this.#column;
    if (type === 'shared' && si !== undefined && this.#formula === '') {
      const master = this.#shared.get(si);
      return master ? { formula: master.copy(row - master.row, column - master.column) } : {};
    }
    const formula = this.#shown(this.#formula);
    if (type === 'shared' && si !== undefined) {
      this.#shared.set(si, { copy: formulaCopier(formula), row, column });
    }
    const area = type === 'array' ? parseArea(ref ?? '') : undefined;
    if (!area) return formula === '' ? {} : { formula };
    this.#arrays.push({ row, column, area });
    const legacy = !this.#context.isDynamic(Number(this.#cell['cm'] ?? 0));
    return { formula, spill: { area, legacy } };
  }

  #shown(stored: string): string {
    const text = fromXstring(stored);
    if (!text.includes('[') && !text.includes('_xl')) return text;
    const here = { top: this.#row, left: this.#column, bottom: this.#row, right: this.#column };
    const table = this.#sheet.tables.find(({ area }) => contains(area, here))?.name;
    const key = `${table ?? ''}\0${text}`;
    const shown = this.#formulas.get(key) ?? fromFileForm(text, { table });
    this.#formulas.set(key, shown);
    return shown;
  }
}

/**
 * Reads `sheetData` into the sheet, whose tables must be there already. Tells whether a formula came
 * without its result, so that the workbook has to be calculated.
 */
export function readCells(xml: string, sheet: Sheet, context: CellContext): boolean {
  const reader = new CellReader(sheet, context);
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  parser.on('opentag', ({ name, attributes }) => reader.open(localName(name), attributes));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', ({ name }) => reader.close(localName(name)));
  const chunk = 65_536;
  for (let at = 0; at < xml.length; at += chunk) parser.write(xml.slice(at, at + chunk));
  parser.close();
  reader.end();
  return reader.isMissingResults;
}
