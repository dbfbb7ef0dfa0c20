import { isElsewhere, openFile } from '../excel/file.ts';
import type { WorkbookState } from '../excel/workbook-state.ts';
import { NOTHING_WRITTEN, forgetState, readState, writeState } from '../excel/workbook-state.ts';
import { stopLooking } from './look-afterwards.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading } from './workspace.ts';

/** What the open workbook is connected to. */
export interface Connection {
  readonly workbookId: string;
  /** The file's name; "" before it was ever saved. */
  readonly fileName: string;
  /** null: not connected yet. */
  readonly propertyId: string | null;
  readonly hasMapping: boolean;
  /** A push of this workbook was answered at least once. */
  readonly hasPushed: boolean;
  /** Under another name or in another place than when last used: moved, renamed or copied. */
  readonly wasAt: string | null;
}

/** Under this nobody waits. */
const AT_ONCE_MS = 100;

/** As {@link readConnection} where Excel answers at once; null where it takes its time or refuses. */
export function connectionAtOnce(ws: Pick<Workspace, 'host'>): Promise<Connection | null> {
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), AT_ONCE_MS);
  });
  return Promise.race([readConnection(ws).catch(() => null), late]);
}

export async function readConnection(
  { host }: Pick<Workspace, 'host'>,
  options: FlowOptions = {},
): Promise<Connection> {
  return connectionOf({ host }, await readState(host, whileReading(options)));
}

async function connectionOf(
  { host }: Pick<Workspace, 'host'>,
  state: WorkbookState,
): Promise<Connection> {
  const file = await openFile(host);
  const { file: last } = state;
  return {
    workbookId: state.workbookId,
    fileName: file.name,
    propertyId: state.propertyId,
    hasMapping: state.mapping !== null,
    hasPushed: state.answered !== null,
    wasAt: last !== null && state.propertyId !== null && isElsewhere(last, file) ? last.name : null,
  };
}

/**
 * Makes the workbook the ledger of a property. Connecting it to another one begins anew: nothing of
 * what was agreed with the first counts for the second.
 */
export async function connect(
  { host, figures }: Workspace,
  propertyId: string,
  options: FlowOptions = {},
): Promise<Connection> {
  await stopLooking({ host });
  const during = whileReading(options);
  const state = await readState(host, during);
  const file = await openFile(host);
  const isSame = state.propertyId === propertyId;
  const fresh = {
    sent: [],
    answered: null,
    written: { ...NOTHING_WRITTEN, tables: state.written.tables },
  };
  const change = { propertyId, file, ...(isSame ? {} : fresh) };
  const connected = await writeState(host, state, change, during);
  figures.refresh();
  return connectionOf({ host }, connected);
}

/** Forgets the property; the mapping and what was written into the sheets stay. */
export async function disconnect(
  { host, figures }: Workspace,
  options: FlowOptions = {},
): Promise<void> {
  await stopLooking({ host });
  await forgetState(host, whileReading(options));
  figures.refresh();
}

/**
 * Answers a workbook that lies elsewhere (`wasAt`). `same`: it was moved or renamed. `own`: it is a copy
 * and a workbook of its own from now on, so that the two do not speak for one another.
 */
export async function settleCopy(
  { host }: Workspace,
  answer: 'same' | 'own',
  options: FlowOptions = {},
): Promise<Connection> {
  const during = whileReading(options);
  const state = await readState(host, during);
  const file = await openFile(host);
  const own = { workbookId: crypto.randomUUID(), sent: [], answered: null };
  const change = { file, ...(answer === 'own' ? own : {}) };
  return connectionOf({ host }, await writeState(host, state, change, during));
}
