/** Templates of bills that could not look less alike, beside the sample ledger that they are filled from. */
import ExcelJS from 'exceljs';
import type { Draw } from './draw.ts';
import { letter, list, receipt } from './plain-designs.ts';
import { columns, hebrew, tables } from './rich-designs.ts';

/** By the name of their sheet. */
export const DESIGNS: Readonly<Record<string, Draw>> = {
  ...{ List: list, Letter: letter, Columns: columns, Hebrew: hebrew, Receipt: receipt },
  Tables: tables,
};

/** That ledger with a sheet more for each design. */
export async function addDesigns(ledger: string, out: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(ledger);
  // exceljs refers to a theme that it does not write where the file that it read had none.
  Reflect.set(workbook, '_themes', undefined);
  // It uses a name that stands for a number: exceljs loses those.
  workbook.removeWorksheet('Summary');
  for (const [name, draw] of Object.entries(DESIGNS)) draw(workbook.addWorksheet(name), workbook);
  await workbook.xlsx.writeFile(out);
}
