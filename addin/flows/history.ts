import type { Change } from '../../contract/changes.ts';
import { readState } from '../excel/workbook-state.ts';
import { FlowProblem } from './words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading } from './workspace.ts';

/** What was changed in the ledger, the newest first. */
export interface History {
  readonly changes: readonly Change[];
  /** Ask again with the last change's revision: there may be earlier ones. */
  readonly hasEarlier: boolean;
  /** When this workbook last sent something that changed the ledger; null: not among these changes. */
  readonly lastSent: string | null;
}

const PAGE = 50;

/**
 * @param before only changes before this revision
 * @throws FlowProblem `not-connected`, ApiProblem, Unreachable
 */
export async function listHistory(
  ws: Workspace,
  before: number | null = null,
  options: FlowOptions = {},
): Promise<History> {
  const { propertyId, workbookId } = await connected(ws, options);
  const params = { propertyId };
  options.onProgress?.({ step: 'asking' });
  const query = { limit: String(PAGE), ...(before === null ? {} : { before: String(before) }) };
  const { changes } = await ws.api.listChanges({ params, query }, { signal: options.signal });
  const own = changes.find((one) => one.kind === 'push' && one.workbookId === workbookId);
  return { changes, hasEarlier: changes.length === PAGE, lastSent: own?.at ?? null };
}

/**
 * Restores what a change changed, on the server only: the sheets stay, and the next preview shows how
 * they differ. It is a change itself and can be undone.
 *
 * @throws ApiProblem `later-changes` where something later stands on it; nothing was changed then
 */
export async function undoChange(
  ws: Workspace,
  changeSetId: string,
  options: FlowOptions = {},
): Promise<void> {
  const { propertyId } = await connected(ws, options);
  options.onProgress?.({ step: 'asking' });
  await ws.api.undoChange({ params: { propertyId, changeSetId } }, { signal: options.signal });
}

async function connected(
  { host }: Workspace,
  options: FlowOptions,
): Promise<{ readonly propertyId: string; readonly workbookId: string }> {
  const { propertyId, workbookId } = await readState(host, whileReading(options));
  if (propertyId === null) throw new FlowProblem({ code: 'not-connected' });
  return { propertyId, workbookId };
}
