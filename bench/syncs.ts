/**
 * How often the add-in goes to Excel and back (`context.sync`) to read a ledger and to write results:
 * each is a round trip of Excel's own, whatever it carries, so it must not grow with the rows.
 */
import { keptInMemory } from '../addin/excel/session-store.ts';
import { connect } from '../addin/flows/connect.ts';
import { preview } from '../addin/flows/preview.ts';
import { push } from '../addin/flows/push.ts';
import { readLedger } from '../addin/flows/read-ledger.ts';
import { refresh } from '../addin/flows/refresh.ts';
import { useToken } from '../addin/flows/sign-in.ts';
import { openWorkspace } from '../addin/flows/workspace.ts';
import type { PushTable } from '../contract/push.ts';
import { openExcel, type OpenedExcel } from '../excel-host/node/open-excel.ts';
import { billsTable, monthlyReadings } from './ledger.ts';
import { print } from './measure.ts';
import type { BenchServer } from './server.ts';

export async function benchSyncs(server: BenchServer): Promise<void> {
  const [few, many] = [await countSyncs(server, 10, 10), await countSyncs(server, 100, 100)];
  for (const what of ['read', 'write'] as const) {
    const isMet = many[what] <= few[what];
    const name = what === 'read' ? 'context.sync to read rows' : 'context.sync to write results';
    print({ name, syncsOf100Rows: few[what], syncsOf10000Rows: many[what], isMet });
  }
}

/** A ledger with units × months results. */
async function countSyncs(server: BenchServer, units: number, months: number) {
  const excel = await openExcel({ installGlobals: false });
  try {
    await fill(excel, 'Bills', billsTable(months, units), ['periodEnd', 'totalKwh', 'amount']);
    await fill(excel, 'Readings', monthlyReadings(units, months), ['unit', 'date', 'kwh']);
    const ws = openWorkspace({ host: excel, store: keptInMemory(), baseUrl: server.url });
    useToken(ws, server.client.token ?? '');
    await connect(ws, await server.property());
    const syncsOf = async <T>(work: () => Promise<T>) => {
      const before = excel.requests.count;
      const result = await work();
      return { result, syncs: excel.requests.count - before };
    };
    const read = await syncsOf(() => readLedger(ws));
    const { mapping } = read.result;
    if (mapping === null) throw new Error('the ledger was not recognised');
    const shown = await preview(ws, { mapping, createUnits: true });
    await push(ws, shown);
    const write = await syncsOf(() => refresh(ws));
    return { read: read.syncs, write: write.syncs };
  } finally {
    excel.close();
  }
}

const HEADERS: Readonly<Record<string, string>> = {
  unit: 'Unit',
  date: 'Date',
  kwh: 'Reading kWh',
  periodEnd: 'Period end',
  totalKwh: 'Total kWh',
  amount: 'Amount',
};
const EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** A table of Excel on a sheet of its own. */
async function fill(
  { Excel }: OpenedExcel,
  name: string,
  { columns, rows }: PushTable,
  fields: readonly string[],
): Promise<void> {
  const cells: Readonly<Record<string, readonly (string | boolean | null)[] | undefined>> = columns;
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.add(name);
    const range = sheet.getRangeByIndexes(0, 0, rows.length + 1, fields.length);
    range.values = [
      fields.map((field) => HEADERS[field] ?? field),
      ...rows.map((_, i) => fields.map((field) => cellOf(field, String(cells[field]?.[i])))),
    ];
    for (const [column, field] of fields.entries()) {
      if (!isDate(field)) continue;
      sheet.getRangeByIndexes(1, column, rows.length, 1).numberFormat = [['yyyy-mm-dd']];
    }
    sheet.tables.add(range, true).name = name;
    await context.sync();
  });
}

const isDate = (field: string) => field === 'date' || field === 'periodEnd';

function cellOf(field: string, value: string): string | number {
  if (isDate(field)) return (Date.parse(value) - EPOCH) / DAY_MS;
  return field === 'unit' ? value : Number(value);
}
