import { openApart, takeOutSheets } from '../../excel/hand-on/open-apart.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileReading } from '../workspace.ts';
import type { Answers, MadeBills } from './make-bills.ts';
import { makeBills } from './make-bills.ts';
import type { BillsPlan } from './plan-bills.ts';

/**
 * Makes what was planned and opens it as a new workbook, which holds the bills and nothing else of this
 * one. Bills that stood in this workbook stay there, made again; the others are not left in it.
 *
 * @throws HostProblem where it cannot be opened: the bills stand in this workbook then
 */
export async function makeBillsApart(
  ws: Workspace,
  plan: BillsPlan,
  answers: Answers = {},
  options: FlowOptions = {},
): Promise<MadeBills> {
  const done = await makeBills(ws, plan, answers, options);
  // Some bills without the others are not what was wanted; those that are made can be opened later.
  if (done.stopped !== null || done.bills.length === 0) return done;
  await openBillsApart(
    ws,
    done.bills.map(({ sheet }) => sheet),
    options,
  );
  const own = done.bills.filter(({ what }) => what === 'new').map(({ sheetId }) => sheetId);
  await takeOutSheets(ws.host, own, whileReading(options));
  return done;
}

/** Opens sheets of this workbook as a new one; here they stay as they are. @throws HostProblem */
export function openBillsApart(
  { host }: Pick<Workspace, 'host'>,
  sheets: readonly string[],
  options: FlowOptions = {},
): Promise<void> {
  return openApart(host, sheets, whileReading(options));
}
