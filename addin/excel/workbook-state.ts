import * as z from 'zod';
import type { Host, RunOptions } from './host.ts';
import { run } from './host.ts';

/** As many as a push can name beside the one that was answered. */
const MOST_SENT = 9;

/**
 * The little that the add-in remembers inside the file. It can be lost (office-js #6091): a workbook
 * without it is a new one to the server, which then takes nothing for agreed.
 */
const ids = z.object({
  workbookId: z.uuid(),
  /** The property whose ledger this is; null until it is connected. */
  propertyId: z.uuid().nullable(),
  /** Of the pushes that were sent since the last one that was answered: their answers may be lost. */
  sent: z.array(z.uuid()).max(MOST_SENT),
  /** Of the last push whose answer came. */
  answered: z.uuid().nullable(),
  /** Under which name and where the file lay when it was last used. */
  file: z.object({ name: z.string(), place: z.string() }).nullable(),
});
/** Where a table of results stood, and under which name, when it was last written. */
const lastPlace = z.object({
  name: z.string(),
  sheet: z.string(),
  /** Excel's id of the sheet. */
  sheetId: z.string(),
  /** Of its header row, from 0. */
  row: z.number(),
  column: z.number(),
  headers: z.array(z.string()),
});
/** A chart that draws a table of results. */
const knownChart = z.object({
  /** Excel's id, and its name: files may come back with other ids. */
  id: z.string(),
  name: z.string(),
  /** Of the table's body, as its series were last set. */
  rows: z.number(),
  /** By our names of columns what their series are called; what is taken out of the chart stays out. */
  series: z.array(z.object({ key: z.string(), name: z.string() })),
});
const knownTable = z.object({
  /** Excel's ids of it and of our columns, so that renamed ones are found. */
  id: z.string(),
  columns: z.record(z.string(), z.number()),
  /** Absent in files of before that was kept. */
  at: lastPlace.optional(),
  /** Absent where there is none, or the user deleted it. */
  chart: knownChart.optional(),
});
const written = z.object({
  /** When; absent in files of before that was kept. */
  at: z.iso.datetime().optional(),
  /** By our name of a table the answer that it holds: void for another property. */
  etags: z.record(z.string(), z.string()),
  /** By our name of a table. */
  tables: z.record(z.string(), knownTable),
});
const state = ids.extend({
  written,
  /** The confirmed mapping; `flows/mapping.ts` says what it is. */
  mapping: z.unknown(),
  /** Which tables of results there are to be; `flows/results/placed.ts` says what it is. */
  placed: z.unknown(),
});
export type WorkbookState = Readonly<z.infer<typeof state>>;
export type WrittenResults = z.infer<typeof written>;
export type KnownChart = z.infer<typeof knownChart>;
export type KnownTable = z.infer<typeof knownTable>;

/** Each in a setting of its own: a push writes a few bytes and not the mapping again. */
const KEYS = {
  ids: 'PowerTrackr.workbook',
  written: 'PowerTrackr.results',
  mapping: 'PowerTrackr.mapping',
  placed: 'PowerTrackr.tables',
} as const;

export const NOTHING_WRITTEN: WrittenResults = { etags: {}, tables: {} };

/** What the file remembers; where nothing (or nothing sound) is there, a new workbook's state. */
export function readState(host: Host, options?: RunOptions): Promise<WorkbookState> {
  return run(
    host,
    async (context) => {
      const { settings } = context.workbook;
      const found = {
        ids: settings.getItemOrNullObject(KEYS.ids).load('value'),
        written: settings.getItemOrNullObject(KEYS.written).load('value'),
        mapping: settings.getItemOrNullObject(KEYS.mapping).load('value'),
        placed: settings.getItemOrNullObject(KEYS.placed).load('value'),
      };
      await context.sync();
      const knownIds = ids.safeParse(valueOf(found.ids));
      const knownWritten = written.safeParse(valueOf(found.written));
      return {
        ...(knownIds.success ? knownIds.data : newIds()),
        written: knownWritten.success ? knownWritten.data : NOTHING_WRITTEN,
        mapping: valueOf(found.mapping),
        placed: valueOf(found.placed),
      };
    },
    options,
  );
}

function newIds(): z.infer<typeof ids> {
  return {
    workbookId: crypto.randomUUID(),
    propertyId: null,
    sent: [],
    answered: null,
    file: null,
  };
}

/** Settings travel as JSON text: Excel turns some values (dates, empty objects) into others. */
function valueOf(setting: Excel.Setting): unknown {
  if (setting.isNullObject) return null;
  const value: unknown = setting.value;
  if (typeof value !== 'string') return null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

/** Writes what changed and nothing else; it is in the file once the person saves it. */
export function writeState(
  host: Host,
  before: WorkbookState,
  change: Partial<WorkbookState>,
  options?: RunOptions,
): Promise<WorkbookState> {
  const after = { ...before, ...change };
  return run(
    host,
    async (context) => {
      const old = textsOf(before);
      for (const [key, text] of Object.entries(textsOf(after))) {
        if (text !== old[key]) context.workbook.settings.add(key, text);
      }
      await context.sync();
      return after;
    },
    options,
  );
}

function textsOf(state: WorkbookState): Record<string, string> {
  return {
    [KEYS.ids]: JSON.stringify(ids.parse(state)),
    [KEYS.written]: JSON.stringify(state.written),
    [KEYS.mapping]: JSON.stringify(state.mapping ?? null),
    [KEYS.placed]: JSON.stringify(state.placed ?? null),
  };
}

/**
 * Takes it out of the file again, but for the mapping, which says how the user's columns are read, and
 * for the tables of results: they stay in the sheets, and are known again.
 */
export function forgetState(host: Host, options?: RunOptions): Promise<void> {
  return run(
    host,
    async (context) => {
      const { settings } = context.workbook;
      const known = settings.getItemOrNullObject(KEYS.ids);
      const results = settings.getItemOrNullObject(KEYS.written).load('value');
      await context.sync();
      const { tables = {} } = written.safeParse(valueOf(results)).data ?? {};
      if (Object.keys(tables).length > 0) {
        settings.add(KEYS.written, JSON.stringify({ ...NOTHING_WRITTEN, tables }));
      } else if (!results.isNullObject) results.delete();
      if (!known.isNullObject) known.delete();
      await context.sync();
    },
    options,
  );
}

/** The ids to remember once `pushId` is sent too: the oldest go where there are too many. */
export function sentWith({ sent }: Pick<WorkbookState, 'sent'>, pushId: string): string[] {
  return [...sent, pushId].slice(-MOST_SENT);
}
