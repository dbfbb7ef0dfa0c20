import { type Area, contains, printArea } from '../model/area.ts';
import type { Cell, Sheet, Workbook } from '../model/workbook.ts';
import { printForFile, readStructured, type Structured } from './structured.ts';
import { tokenize } from './tokens.ts';

export type SpillAt = (sheet: Sheet, row: number, column: number) => Area | undefined;

/** The library reads escaped column names in double brackets only. */
function printForLibrary(reference: Structured): string {
  const text = printForFile(reference);
  return reference.columns.length === 1 && reference.items.length === 0 && text.includes("'")
    ? `${reference.table}[${text.slice(reference.table.length)}]`
    : text;
}

/** A function that writes formulas as the library reads them. */
export function translator(workbook: Workbook, spillAt: SpillAt) {
  const tables = workbook.sheets.flatMap((sheet) =>
    sheet.tables.map((table) => ({ sheet, table })),
  );
  const names = new Set(tables.map(({ table }) => table.name.toLowerCase()));
  const bare = new RegExp(
    `[[#]|${[...names].map((name) => name.replaceAll(/[.\\?]/gu, String.raw`\$&`)).join('|') || '[[]'}`,
    'iu',
  );
  return (cell: Cell, sheet: Sheet, row: number, column: number): string => {
    const formula = cell.formula ?? '';
    if (!bare.test(formula)) return formula;
    const here = { top: row, left: column, bottom: row, right: column };
    const own = tables.find(({ sheet: on, table }) => on === sheet && contains(table.area, here));
    const tokens = tokenize(formula);
    return tokens
      .map((token, i) => {
        if (token.kind === 'structured') {
          const reference = readStructured(token);
          return printForLibrary({
            ...reference,
            table: reference.table || (own?.table.name ?? ''),
          });
        }
        if (token.kind === 'error') return token.text.includes('#REF!') ? '#REF!' : token.text;
        if (token.kind === 'name' && names.has(token.text.toLowerCase())) return `${token.text}[]`;
        if (token.text === '#') return '';
        if (token.kind !== 'reference' || tokens[i + 1]?.text !== '#') return token.text;
        const on = token.prefix === '' ? sheet : sheetNamed(workbook, token.prefix);
        const { row: atRow = 0, column: atColumn = 0 } = token.start;
        const area = on && spillAt(on, atRow, atColumn);
        return area ? token.prefix + printArea(area) : '#REF!';
      })
      .join('');
  };
}

function sheetNamed(workbook: Workbook, prefix: string): Sheet | undefined {
  const name = prefix
    .replaceAll(/^'|'?!$/gu, '')
    .replaceAll("''", "'")
    .toLowerCase();
  return workbook.sheets.find((sheet) => sheet.name.toLowerCase() === name);
}
