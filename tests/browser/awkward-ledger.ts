import ExcelJS from 'exceljs';

const PEOPLE = [
  ['Erdgeschosswohnungsgartenseite', 'Hinterhausdachgeschosswohnungsnutzerin'],
  ['شقة ٣', 'عبد الرحمن محمد'],
  ['地下倉庫 1号', 'Donaudampfschifffahrtsgesellschaft mbH & Co. KG'],
] as const;

/** A quarter of a house whose names are long words, or written in another script or direction. */
export async function awkwardLedger(units: number = PEOPLE.length): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const tenants = workbook.addWorksheet('Mieterverzeichnis');
  tenants.addRow(['Unit', 'Tenant', 'Moved in']);
  const readings = workbook.addWorksheet('Zählerablesungsprotokoll');
  readings.addRow(['Unit', 'Date', 'kWh reading']);
  const bills = workbook.addWorksheet('Versorgerrechnungen');
  bills.addRow(['Period start', 'Period end', 'Total kWh', 'Amount']);
  const names = Array.from({ length: units }, (_, i): [string, string] => {
    const [unit, tenant] = PEOPLE[i % PEOPLE.length] ?? PEOPLE[0];
    return i < PEOPLE.length ? [unit, tenant] : [`${unit} ${i}`, `${tenant} ${i}`];
  });
  for (const [unit, tenant] of names) tenants.addRow([unit, tenant, day(2024, 0, 1)]);
  for (let month = 0; month <= 3; month += 1) {
    const end = day(2025, month, 0);
    for (const [i, [unit]] of names.entries()) {
      // The last unit's dial was not read at the end.
      const isMissing = month === 3 && i === units - 1;
      // The second unit uses most, and so comes first.
      const kwh = 1_000 + (i === 1 ? 140 : 137) * month;
      readings.addRow([unit, end, isMissing ? 'n/a' : kwh]);
    }
    if (month > 0) bills.addRow([day(2025, month - 1, 1), end, 150 * units, 1_234_567.89]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function day(year: number, month: number, date: number): Date {
  return new Date(Date.UTC(year, month, date));
}
