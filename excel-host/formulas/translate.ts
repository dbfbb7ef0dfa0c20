// A formula as the calculation library reads it, and what it reads: references to tables and to spilled
// results are put in as plain areas, which the library knows best.
import { columnCount, printArea, rowCount } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import type { Sheet, Table } from '../model/workbook.ts';
import { isArrayFormula } from './file-form.ts';
import { callsStrangers } from './known-functions.ts';
import { areaOfReference, type Reference } from './references.ts';
import type { Home, Reached, Resolver } from './resolve.ts';
import { readStructured, type Structured } from './structured.ts';
import { sheetPrefix, sheetsOfPrefix, type Token, tokenize } from './tokens.ts';

export interface Translated {
  readonly text: string;
  readonly reads: readonly Reached[];
  /** Tables whose edges decide what the formula reads. */
  readonly tables: readonly Table[];
  /** Calculated each time, whatever changed: the clock, chance, and what is found only by calculating. */
  readonly isVolatile: boolean;
  /** What it reads cannot be told from its text. */
  readonly readsAnything: boolean;
  /** Hidden rows make a difference. */
  readonly countsHidden: boolean;
  /** It mentions a name, or what may become one. */
  readonly mentionsNames: boolean;
  /** The result may be an array, by what it calls or reads. */
  readonly maySpill: boolean;
}

const volatile = /^(?:now|today|rand|randbetween|randarray|info)$/iu;
const searching = /^(?:indirect|offset|cell|formulatext)$/iu;
const counting = /^(?:subtotal|aggregate)$/iu;
/** Names may mention names; those that mention themselves end somewhere. */
const deepest = 8;

export function translate(formula: string, home: Home, resolver: Resolver): Translated {
  const reader = new Reader(home, resolver);
  const text = reader.read(formula);
  const { reads, tables, isVolatile, readsAnything, countsHidden, mentionsNames } = reader;
  const maySpill =
    reads.some(({ area }) => rowCount(area) > 1 || columnCount(area) > 1) ||
    formula.includes('{') ||
    isArrayFormula(formula);
  return {
    text,
    reads,
    tables: [...tables],
    isVolatile: isVolatile || readsAnything,
    readsAnything,
    countsHidden,
    mentionsNames,
    maySpill,
  };
}

class Reader {
  readonly reads: Reached[] = [];
  readonly tables = new Set<Table>();
  isVolatile = false;
  readsAnything = false;
  countsHidden = false;
  mentionsNames = false;
  readonly #home: Home;
  readonly #resolver: Resolver;
  #depth = 0;

  constructor(home: Home, resolver: Resolver) {
    this.#home = home;
    this.#resolver = resolver;
  }

  /** The formula in the library's words. */
  read(formula: string): string {
    const tokens = tokenize(formula);
    let text = '';
    tokens.forEach((token, at) => {
      text += this.#token(token, tokens, at);
    });
    return text;
  }

  #token(token: Token, tokens: readonly Token[], at: number): string {
    switch (token.kind) {
      case 'reference':
        return this.#reference(token, tokens[at + 1]?.text === '#');
      case 'structured': {
        const reference = readStructured(token);
        const reached = this.#resolver.structured(reference, this.#home);
        const table = this.#tableOf(reference);
        // A cell of the formula's own row stays what it is wherever the table ends.
        const isOwnRow = reference.table === '' && /^#this row$/iu.test(reference.items.join('\n'));
        if (table && !(isOwnRow && typeof reached !== 'string')) this.tables.add(table);
        return this.#put(reached);
      }
      case 'name':
        return this.#name(token);
      case 'function':
        this.#function(token.text);
        return token.text;
      case 'error':
        return token.text.includes('#REF!') ? '#REF!' : token.text;
      case 'string':
      case 'number':
      case 'space':
      case 'operator':
        // A range between what is no plain reference: "A1:INDEX(B:B,3)".
        if (token.text === ':') this.readsAnything = true;
        break;
    }
    return token.text === '#' ? '' : token.text;
  }

  #tableOf({ table }: Structured): Table | undefined {
    return table === '' ? this.#resolver.tableAt(this.#home) : this.#resolver.table(table)?.table;
  }

  #reference(token: Reference, isSpill: boolean): string {
    const { prefix } = token;
    const sheets =
      prefix === '' ? [this.#home.sheet] : this.#resolver.sheets(sheetsOfPrefix(prefix));
    const area = areaOfReference(token);
    for (const sheet of sheets) this.reads.push({ sheet, area });
    const [sheet] = sheets;
    if (!isSpill || !sheet) return token.text;
    const spill = cellAt(sheet, area.top, area.left)?.spill?.area;
    return spill ? this.#put({ sheet, area: spill }) : '#REF!';
  }

  #name({ text, prefix, name }: Extract<Token, { kind: 'name' }>): string {
    this.mentionsNames = true;
    const found = prefix === '' ? this.#resolver.table(name) : undefined;
    if (found) {
      this.tables.add(found.table);
      return this.#put(
        this.#resolver.structured({ table: name, items: [], columns: [] }, this.#home),
      );
    }
    this.#defined(name);
    return text;
  }

  #function(text: string): void {
    this.isVolatile ||= volatile.test(text);
    this.readsAnything ||= searching.test(text);
    this.countsHidden ||= counting.test(text);
    // A name may stand for a function too.
    this.mentionsNames ||= callsStrangers(`${text}(`, () => false);
    this.#defined(text);
  }

  /** What a name stands for is read too. */
  #defined(name: string): void {
    const defined = this.#resolver.name(name, this.#home.sheet);
    if (!defined || this.#depth >= deepest) return;
    this.#depth += 1;
    this.read(defined.formula);
    this.#depth -= 1;
  }

  #put(reached: Reached | string): string {
    if (typeof reached === 'string') return reached;
    this.reads.push(reached);
    const { sheet, area } = reached;
    return (sheet === this.#home.sheet ? '' : sheetPrefix(sheet.name)) + printArea(area);
  }
}

/** A name's formula in the library's words. */
export function translateName(formula: string, sheet: Sheet, resolver: Resolver): string {
  return new Reader({ sheet }, resolver).read(formula);
}
