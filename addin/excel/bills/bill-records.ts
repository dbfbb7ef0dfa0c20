import * as z from 'zod';
import type { Host, RunOptions } from '../host.ts';
import { run } from '../host.ts';
import type { Remembered } from './make-sheets.ts';

const KEY = 'PowerTrackr.bill ';

/** What the workbook remembers of a sheet that is a bill: whose it is, and what was written on it. */
const record = z.object({
  version: z.literal(1),
  propertyId: z.uuid(),
  unit: z.string(),
  tenant: z.string().nullable(),
  movedIn: z.string().nullable(),
  kind: z.enum(['bill', 'correction']),
  periodEnd: z.string(),
  /** null: a draft. */
  number: z.number().nullable(),
  /** Name that the sheet was given; another one is the user's. */
  name: z.string(),
  /** The sheet that it is a copy of, and a digest of what that said. */
  templateId: z.string(),
  template: z.string(),
  /** Which row of the template each row is (`flows/bills/standing.ts` reads it). */
  rows: z.string(),
  /** Digests of what was written into cells of fields, in the order of the sheet. */
  cells: z.string(),
});
export type BillRecord = Readonly<z.infer<typeof record>>;

/** A sheet of the workbook, and what is remembered of it. */
export interface KnownSheet {
  readonly id: string;
  readonly name: string;
  readonly bill: BillRecord | null;
}

export function remembered(sheetId: string, bill: BillRecord): Remembered {
  return [KEY + sheetId, JSON.stringify(bill)];
}

export interface KnownSheets {
  readonly sheets: readonly KnownSheet[];
  /** Keys of settings about sheets that are not there any more. */
  readonly stale: readonly string[];
}

/** Whether a sheet is a bill; to be asked after the next sync. */
export function requestBills(context: Excel.RequestContext): {
  readonly answer: () => (sheet: { readonly id: string; readonly name: string }) => boolean;
} {
  const records = requestRecords(context);
  return {
    answer: () => {
      const found = records.answer();
      const names = new Set([...found.values()].map(({ name }) => name));
      return ({ id, name }) => found.has(id) || names.has(name);
    },
  };
}

function requestRecords(context: Excel.RequestContext) {
  const settings = context.workbook.settings.load('items/key, items/value');
  return {
    answer: () => {
      const records = new Map<string, BillRecord>();
      for (const { key, value } of settings.items) {
        if (!key.startsWith(KEY)) continue;
        const read = record.safeParse(parsed(value));
        if (read.success) records.set(key.slice(KEY.length), read.data);
      }
      return records;
    },
  };
}

/** All sheets, and what is remembered of bills. One sync. @throws HostProblem */
export function readKnownSheets(host: Host, options?: RunOptions): Promise<KnownSheets> {
  return run(
    host,
    async (context) => {
      const sheets = context.workbook.worksheets.load('items/id, items/name');
      const records = requestRecords(context);
      await context.sync();
      return known(sheets.items, records.answer());
    },
    options,
  );
}

function known(
  sheets: readonly { readonly id: string; readonly name: string }[],
  records: ReadonlyMap<string, BillRecord>,
): KnownSheets {
  const ids = new Set(sheets.map(({ id }) => id));
  const lost = [...records].filter(([id]) => !ids.has(id));
  // Excel may have given a sheet another id when it opened the file: its name is still ours.
  const byName = new Map(lost.map(([, bill]) => [bill.name, bill]));
  return {
    sheets: sheets.map(({ id, name }) => ({
      ...{ id, name },
      bill: records.get(id) ?? byName.get(name) ?? null,
    })),
    stale: lost.map(([id]) => KEY + id),
  };
}

function parsed(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : null;
  } catch {
    return null;
  }
}
