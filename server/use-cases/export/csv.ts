/** Tables as CSV (RFC 4180) that Excel opens with a double click: UTF-8 with its mark. */

type CsvCell = string | number | boolean | null;

const BYTE_ORDER_MARK = '\uFEFF';
/** A cell that begins so is a formula to Excel. */
const FORMULA = /^[\t\r=+\-@]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

export function csv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map(csvCell).join(','));
  return BYTE_ORDER_MARK + lines.map((line) => `${line}\r\n`).join('');
}

/** @param columns by name, all of one length */
export function csvOfColumns(columns: Readonly<Record<string, readonly CsvCell[]>>): string {
  const [first = [], ...others] = Object.values(columns);
  const rows = first.map((cell, row) => [cell, ...others.map((column) => column[row] ?? null)]);
  return csv(Object.keys(columns), rows);
}

/** What somebody typed into a text must not be computed: an apostrophe in front keeps it a text. */
function csvCell(cell: CsvCell): string {
  const text = cell === null ? '' : String(cell);
  const shown = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
