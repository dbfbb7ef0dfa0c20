import type { PushRequest, PushResult } from '../../contract/push.ts';
import { ApiProblem, Unreachable } from '../api/problems.ts';
import { HostProblem } from '../excel/errors.ts';
import { openFile } from '../excel/file.ts';
import type { WorkbookState } from '../excel/workbook-state.ts';
import { sentWith, writeState } from '../excel/workbook-state.ts';
import { stopLooking } from './look-afterwards.ts';
import type { Preview } from './preview.ts';
import { ask, readSheet, requestOf, rowsIn } from './preview.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading } from './workspace.ts';

export type Pushed =
  | { readonly status: 'sent'; readonly preview: Preview; readonly result: PushResult }
  /**
   * Nothing was sent: since the preview the sheet was changed, or its effect would be another because
   * somebody else pushed. What it would do now is to be shown first.
   */
  | { readonly status: 'moved'; readonly by: 'sheet' | 'server'; readonly preview: Preview };

/**
 * Sends what was previewed, as it was previewed. The push's id is in the file before it is sent, and
 * again as answered afterwards: an answer that is lost is recognised by the next push.
 *
 * @throws FlowProblem, HostProblem, ApiProblem: nothing was changed
 * @throws Unreachable it may have arrived; pushing again is harmless
 */
export async function push(
  ws: Workspace,
  shown: Preview,
  options: FlowOptions = {},
): Promise<Pushed> {
  await stopLooking(ws);
  const { input } = shown;
  const sheet = await readSheet(ws, { ...input, mapping: shown.mapping }, options);
  if (JSON.stringify(sheet.applied.tables) !== JSON.stringify(shown.applied.tables)) {
    return { status: 'moved', by: 'sheet', preview: await ask(ws, sheet, input, options) };
  }
  const pushId = crypto.randomUUID();
  const body = { ...requestOf(sheet, input, pushId), digest: shown.result.digest };
  const during = whileReading(options);
  const file = await openFile(ws.host);
  const sent = { sent: sentWith(sheet.state, pushId), file };
  const state = await writeState(ws.host, sheet.state, sent, during);
  try {
    options.onProgress?.({ step: 'sending', total: rowsIn(sheet.applied) });
    const result = await commit(ws, sheet.propertyId, { ...body, mode: 'commit' }, options);
    await rememberAnswer(ws, state, pushId);
    return { status: 'sent', preview: shown, result };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'effect-changed') throw error;
    const now = { ...sheet, state };
    return { status: 'moved', by: 'server', preview: await ask(ws, now, input, options) };
  }
}

/** It is done: neither a stop nor a cell being edited takes that back, and `sent` names it already. */
async function rememberAnswer(
  { host }: Workspace,
  state: WorkbookState,
  pushId: string,
): Promise<void> {
  try {
    await writeState(host, state, { sent: [], answered: pushId });
  } catch (error) {
    if (!(error instanceof HostProblem)) throw error;
  }
}

const PAUSES_MS = [500, 2_000];

/** The same push with the same id: whether the request or the answer was lost, it counts once. */
async function commit(
  ws: Workspace,
  propertyId: string,
  body: PushRequest,
  options: FlowOptions,
  tries = 0,
): Promise<PushResult> {
  try {
    return await ws.api.push({ params: { propertyId }, body }, { signal: options.signal });
  } catch (error) {
    const pause = PAUSES_MS[tries];
    if (!(error instanceof Unreachable) || pause === undefined) throw error;
    await new Promise((resolve) => {
      setTimeout(resolve, pause);
    });
    return commit(ws, propertyId, body, options, tries + 1);
  }
}
