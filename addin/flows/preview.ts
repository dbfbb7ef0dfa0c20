import type { Choice, PushRequest, PushResult } from '../../contract/push.ts';
import type { WorkbookState } from '../excel/workbook-state.ts';
import { readState } from '../excel/workbook-state.ts';
import type { Applied } from './apply.ts';
import { applyMapping } from './apply.ts';
import type { Mapping } from './mapping.ts';
import { confirmedMapping, findSources } from './read-ledger.ts';
import { FlowProblem } from './words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading } from './workspace.ts';

export interface PushInput {
  /** Unless given, the one that was confirmed in the workbook. */
  readonly mapping?: Mapping | undefined;
  readonly choices?: readonly Choice[] | undefined;
  /** Units that only readings name are created instead of asked about. */
  readonly createUnits?: boolean | undefined;
  /** Nothing goes in while one row has a problem. */
  readonly allOrNothing?: boolean | undefined;
}

/** What a push would do, and what it was computed from; to be shown and then pushed as it is. */
export interface Preview {
  readonly input: PushInput;
  readonly mapping: Mapping;
  /** The rows as they were read, where their cells are, and notes on the reading. */
  readonly applied: Applied;
  readonly result: PushResult;
}

/**
 * Reads the workbook and asks the server what pushing it would do. Nothing is changed anywhere.
 *
 * @throws FlowProblem, HostProblem, ApiProblem, Unreachable
 */
export async function preview(
  ws: Workspace,
  input: PushInput = {},
  options: FlowOptions = {},
): Promise<Preview> {
  const sheet = await readSheet(ws, input, options);
  return ask(ws, sheet, input, options);
}

/** The workbook as a push sends it. */
export interface SheetRead {
  readonly state: WorkbookState;
  readonly propertyId: string;
  readonly fileName: string;
  readonly mapping: Mapping;
  readonly applied: Applied;
}

export async function readSheet(
  ws: Workspace,
  input: PushInput,
  options: FlowOptions,
): Promise<SheetRead> {
  const state = await readState(ws.host, whileReading(options));
  const mapping = input.mapping ?? confirmedMapping(state);
  if (state.propertyId === null) throw new FlowProblem({ code: 'not-connected' });
  if (mapping === null) throw new FlowProblem({ code: 'not-mapped' });
  const content = await findSources(ws, state, options);
  const applied = applyMapping(content, mapping);
  return { state, propertyId: state.propertyId, fileName: content.name, mapping, applied };
}

/** Has the server preview what was read. */
export async function ask(
  { api }: Workspace,
  sheet: SheetRead,
  input: PushInput,
  { signal, onProgress }: FlowOptions,
): Promise<Preview> {
  const body = { ...requestOf(sheet, input, crypto.randomUUID()), mode: 'preview' as const };
  onProgress?.({ step: 'sending', total: rowsIn(sheet.applied) });
  const result = await api.push({ params: { propertyId: sheet.propertyId }, body }, { signal });
  return { input, mapping: sheet.mapping, applied: sheet.applied, result };
}

export function requestOf(
  { state, applied, fileName }: SheetRead,
  { choices, createUnits, allOrNothing }: PushInput,
  pushId: string,
): Omit<PushRequest, 'mode'> {
  const after = [...state.sent, ...(state.answered === null ? [] : [state.answered])];
  return {
    workbookId: state.workbookId,
    ...(fileName === '' ? {} : { workbookName: fileName.slice(0, 260) }),
    pushId,
    after,
    tables: [...applied.tables],
    ...(choices ? { choices: [...choices] } : {}),
    ...(createUnits === undefined ? {} : { createUnits }),
    ...(allOrNothing === undefined ? {} : { allOrNothing }),
  };
}

export function rowsIn({ tables }: Pick<Applied, 'tables'>): number {
  return tables.reduce((sum, { rows }) => sum + rows.length, 0);
}
