import ExcelJS from 'exceljs';

export const UNITS = 100;

/** A dial reading of every unit at the end of every month. */
export async function largeLedger(months: number): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Readings');
  sheet.addRow(['Unit', 'Date', 'kWh reading']);
  for (let month = 0; month < months; month += 1) {
    const date = new Date(Date.UTC(2016, month + 1, 0));
    for (let unit = 1; unit <= UNITS; unit += 1) {
      sheet.addRow([`Apt ${unit}`, date, 1_000 * unit + 37 * month]);
    }
  }
  sheet.getColumn(2).numFmt = 'yyyy-mm-dd';
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
