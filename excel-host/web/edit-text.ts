import { isDateFormat, isPercentFormat } from 'numfmt';
import { cellText } from '../format/text.ts';
import { isError } from '../model/value.ts';
import type { Cell, Workbook } from '../model/workbook.ts';

/** What stands in the formula bar, and in a cell while somebody edits it: typed again, it means the same. */
export function editText(workbook: Workbook, cell: Cell | undefined): string {
  if (!cell) return '';
  if (cell.formula !== undefined) return `=${cell.formula}`;
  const { value } = cell;
  if (value === null) return '';
  if (isError(value)) return value.error;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return cell.quotePrefix ? `'${value}` : value;
  const { decimalSeparator } = workbook.culture;
  const plain = (number: number): string =>
    String(Number(number.toPrecision(15))).replace('.', decimalSeparator);
  const format = cell.style.numberFormat;
  if (isPercentFormat(format)) return `${plain(value * 100)}%`;
  if (!isDateFormat(format)) return plain(value);
  if (value < 1) return cellText(value, 'h:mm:ss', workbook);
  return cellText(value, Number.isInteger(value) ? 'm/d/yyyy' : 'm/d/yyyy h:mm', workbook);
}
