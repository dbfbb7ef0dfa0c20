/**
 * The workbook: reading its tables, writing results, keeping the little that the add-in remembers in
 * it. The only folder that touches Excel and Office; knows the contract's words, nothing of flows, of
 * the server or of the pane. Never selects or activates while working (select-cell.ts is asked to).
 */
import { asHostProblem, HostProblem } from './errors.ts';

/** Excel as office.js gives it to a page, or as an emulated host hands it over in Node. */
export interface Host {
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
}

/** The host of the page that office.js runs in; only after `Office.onReady`. */
export function paneHost(): Host {
  return { Excel: globalThis.Excel, Office: globalThis.Office };
}

/** Whether this Excel has ExcelApi `version` ("1.13"). The manifest asks for 1.9 only. */
export function supports(host: Host, version: string): boolean {
  return host.Office.context.requirements.isSetSupported('ExcelApi', version);
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told when Excel waits for the person to finish typing into a cell ("press Enter"). */
  readonly onWaiting?: ((problem: HostProblem) => void) | undefined;
}

const CELL_EDIT_WAITS_MS = [150, 300, 600, 1_000, 2_000, 3_000];

/**
 * Runs a batch that may be repeated from its beginning: all of ours read what they change first.
 * While a cell is being edited Excel refuses everything; it is tried again for some seconds, since
 * clicking into the pane does not end the editing (office-js #806).
 *
 * @throws HostProblem
 */
export function run<Result>(
  host: Host,
  batch: (context: Excel.RequestContext) => Promise<Result>,
  options: RunOptions = {},
): Promise<Result> {
  return retried(() => host.Excel.run(batch), options);
}

/** The same for what Excel is asked without a batch. @throws HostProblem */
export async function retried<Result>(
  ask: () => Promise<Result>,
  { signal, onWaiting }: RunOptions = {},
  tries = 0,
): Promise<Result> {
  signal?.throwIfAborted();
  try {
    return await ask();
  } catch (error) {
    signal?.throwIfAborted();
    const problem = asHostProblem(error);
    const wait = CELL_EDIT_WAITS_MS[tries];
    if (!(problem instanceof HostProblem) || problem.code !== 'cell-edit' || wait === undefined) {
      throw problem;
    }
    onWaiting?.(problem);
    await pause(wait);
    return retried(ask, { signal, onWaiting }, tries + 1);
  }
}

/** Called between parts of a long computation: lets others have their turn where nobody waits for it. */
export type GiveWay = () => Promise<void>;

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Keeps Excel from drawing and calculating between the writes of one batch. */
export function workQuietly(context: Excel.RequestContext): void {
  context.application.suspendScreenUpdatingUntilNextSync();
  context.application.suspendApiCalculationUntilNextSync();
}
