import type { WorkbookContent } from '../excel/find-tables.ts';
import { readTables } from '../excel/find-tables.ts';
import type { WorkbookState } from '../excel/workbook-state.ts';
import { readState, writeState } from '../excel/workbook-state.ts';
import type { Mapping } from './mapping.ts';
import { mapping as mappingSchema, readMapping } from './mapping.ts';
import type { Proposal } from './propose.ts';
import { propose } from './propose.ts';
import { RESULT_FORMS } from './results/forms.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading } from './workspace.ts';

/** What the workbook holds, and how it is read. Needs neither a server nor anybody signed in. */
export interface Ledger {
  readonly content: WorkbookContent;
  /** The confirmed mapping, else the proposed one; null where nothing looks like a ledger. */
  readonly mapping: Mapping | null;
  readonly isConfirmed: boolean;
  readonly proposal: Proposal;
}

/** Finds tables and plain ranges, and proposes what they are. @throws HostProblem */
export async function readLedger(ws: Workspace, options: FlowOptions = {}): Promise<Ledger> {
  const state = await readState(ws.host, whileReading(options));
  const content = await findSources(ws, state, options);
  const proposal = propose(content);
  const confirmed = confirmedMapping(state);
  return {
    content,
    proposal,
    mapping: confirmed ?? proposal.mapping,
    isConfirmed: confirmed !== null,
  };
}

/** The tables and plain ranges of the workbook with their cells, without the results written into it. */
export function findSources(
  { host }: Workspace,
  { written }: Pick<WorkbookState, 'written'>,
  options: FlowOptions = {},
): Promise<WorkbookContent> {
  const ours = {
    forms: RESULT_FORMS,
    ids: Object.values(written.tables).map(({ id }) => id),
  };
  return readTables(host, ours, whileReading(options));
}

/** Null where none was confirmed, or one that this version cannot read. */
export function confirmedMapping({ mapping }: Pick<WorkbookState, 'mapping'>): Mapping | null {
  return mappingSchema.safeParse(mapping).data ?? null;
}

/**
 * Keeps the mapping in the workbook; pushes use it from now on.
 *
 * @throws FlowProblem `bad-mapping`
 */
export async function confirmMapping(
  { host }: Workspace,
  mapping: Mapping,
  options: FlowOptions = {},
): Promise<void> {
  const checked = readMapping(mapping);
  const during = whileReading(options);
  await writeState(host, await readState(host, during), { mapping: checked }, during);
}
