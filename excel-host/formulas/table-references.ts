// What happens to the references that a formula makes to tables when tables and columns change their
// names, lose cells, or go. Pure: text in, text out.
import { printForFile, printForPerson, readStructured, type Structured } from './structured.ts';
import { mapTokens } from './tokens.ts';

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A formula after a table was given another name. */
export function renameTable(formula: string, from: string, to: string): string {
  return mapTokens(formula, (token) => {
    if (token.kind === 'structured' && same(token.table, from)) return to + token.brackets;
    return token.kind === 'name' && token.prefix === '' && same(token.name, from) ? to : token.text;
  });
}

/**
 * A formula after a table's column was given another header. `ownTable` is the table in which the
 * formula itself stands, for references such as [@Amount].
 */
export function renameColumn(
  formula: string,
  column: { table: string; from: string; to: string },
  ownTable?: string,
): string {
  return mapTokens(formula, (token) => {
    if (token.kind !== 'structured') return token.text;
    if (!same(token.table || (ownTable ?? ''), column.table)) return token.text;
    const reference = readStructured(token);
    if (!reference.columns.some((name) => same(name, column.from))) return token.text;
    const columns = reference.columns.map((name) => (same(name, column.from) ? column.to : name));
    const print = token.brackets.startsWith('[@') ? printForPerson : printForFile;
    return print({ ...reference, columns });
  });
}

/** A formula after a table's column was deleted: what referred to it becomes #REF!. */
export function dropColumn(
  formula: string,
  column: { table: string; name: string },
  ownTable?: string,
): string {
  return mapTokens(formula, (token) => {
    if (token.kind !== 'structured') return token.text;
    if (!same(token.table || (ownTable ?? ''), column.table)) return token.text;
    return readStructured(token).columns.some((name) => same(name, column.name))
      ? '#REF!'
      : token.text;
  });
}

/** A formula after a table was deleted: what referred to it becomes #REF!. */
export function loseTable(formula: string, name: string): string {
  return spellOut(formula, name, '', () => '#REF!');
}

/** A formula that leaves its table: references such as [@Amount] get the table's name. */
export function qualifyOwn(formula: string, table: string): string {
  return mapTokens(formula, (token) =>
    token.kind === 'structured' && token.table === '' ? table + token.brackets : token.text,
  );
}

/** A formula after a table became plain cells: `print` gives the cells that a reference to it means. */
export function spellOut(
  formula: string,
  table: string,
  ownTable: string,
  print: (reference: Structured) => string,
): string {
  return mapTokens(formula, (token) => {
    if (token.kind === 'structured' && same(token.table || ownTable, table)) {
      return print({ ...readStructured(token), table });
    }
    const isBare = token.kind === 'name' && token.prefix === '' && same(token.name, table);
    return isBare ? print({ table, items: [], columns: [] }) : token.text;
  });
}
