/** For tests of what goes to and fro between workbooks of one property: its bills, in a table of Excel's. */
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import type { Desk, DeskOptions } from './flow.fixture.ts';
import { connectedDesk, typeTable } from './flow.fixture.ts';
import { readMapping } from './mapping.ts';
import { confirmMapping } from './read-ledger.ts';

const HEADERS = ['To', 'kWh', 'Amount', 'Note'];
export const MAPPING = readMapping({
  tables: [
    {
      source: 'Bills',
      kind: 'bills',
      from: { table: 'Bills' },
      fields: {
        periodEnd: { column: 'To' },
        totalKwh: { column: 'kWh' },
        amount: { column: 'Amount' },
        note: { column: 'Note' },
      },
    },
  ],
});
export const JAN = 45688;
export const FEB = 45716;
export const MAR = 45747;

type BillRow = readonly [number, number, number, string];

/** A workbook with bills in a table, its mapping confirmed. */
export async function openBillsDesk(
  server: TestServer,
  owner: Person,
  propertyId: string,
  rows: readonly BillRow[],
  options: DeskOptions = {},
): Promise<Desk> {
  const desk = await connectedDesk(server, owner, propertyId, options);
  typeTable(desk, 'Bills', [HEADERS, ...rows]);
  desk.excel.person.format(`Bills!A2:A${rows.length + 1}`, 'm/d/yyyy');
  await confirmMapping(desk.ws, MAPPING);
  return desk;
}
