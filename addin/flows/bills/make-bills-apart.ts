import { lackingToOpenApart, openApart, takeOutSheets } from '../../excel/hand-on/open-apart.ts';
import { HostProblem } from '../../excel/errors.ts';
import { failureOf } from '../failure.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileReading } from '../workspace.ts';
import type { Answers, MadeBills } from './make-bills.ts';
import { makeBills } from './make-bills.ts';
import type { BillsPlan } from './plan-bills.ts';

/** In this workbook, or in a new one. */
export type Where = 'here' | 'apart';

export interface MadeApart extends MadeBills {
  /** Whether they are in the new workbook; else what was made stands in this one. */
  readonly isApart: boolean;
}

/**
 * Makes what was planned and opens it as a new workbook, which holds the bills and nothing else of this
 * one. Bills that stood in this workbook stay there, made again; the others are not left in it.
 *
 * @throws HostProblem before anything is made
 */
export async function makeBillsApart(
  ws: Workspace,
  plan: BillsPlan,
  answers: Answers = {},
  options: FlowOptions = {},
): Promise<MadeApart> {
  if (lackingToOpenApart(ws.host) !== null) throw new HostProblem('unsupported');
  const done = await makeBills(ws, plan, answers, options);
  // Some bills without the others are not what was wanted; those that are made can be opened later.
  if (done.stopped !== null || done.bills.length === 0) return { ...done, isApart: false };
  options.onProgress?.({ step: 'opening' });
  try {
    await openBillsApart(
      ws,
      done.bills.map(({ sheet }) => sheet),
      options,
    );
  } catch (error) {
    return { ...done, isApart: false, stopped: failureOf(error) };
  }
  const own = done.bills.filter(({ what }) => what === 'new').map(({ sheetId }) => sheetId);
  // They are in the new workbook by now: being stopped would leave them in both.
  const { onWaiting } = whileReading(options);
  const stopped = await takeOutSheets(ws.host, own, { onWaiting }).then(() => null, failureOf);
  return { ...done, isApart: true, stopped };
}

/** Makes what was planned, where it is wanted. @throws HostProblem before anything is made */
export async function makeBillsWhere(
  ws: Workspace,
  plan: BillsPlan,
  { where, ...answers }: Answers & { readonly where: Where },
  options: FlowOptions = {},
): Promise<MadeApart> {
  if (where === 'apart') return makeBillsApart(ws, plan, answers, options);
  return { ...(await makeBills(ws, plan, answers, options)), isApart: false };
}

/** Opens sheets of this workbook as a new one; here they stay as they are. @throws HostProblem */
export function openBillsApart(
  { host }: Pick<Workspace, 'host'>,
  sheets: readonly string[],
  options: FlowOptions = {},
): Promise<void> {
  return openApart(host, sheets, whileReading(options));
}
