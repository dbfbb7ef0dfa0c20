import type { Failure } from '../failure.ts';
import { failureOf } from '../failure.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import type { IssueInput } from './issue-bills.ts';
import { issueBills } from './issue-bills.ts';
import type { Answers } from './make-bills.ts';
import type { MadeApart, Where } from './make-bills-apart.ts';
import { makeBillsWhere } from './make-bills-apart.ts';
import type { PeriodBills, TenantBill } from './period-bills.ts';
import { billKey } from './period-bills.ts';
import { planBills } from './plan-bills.ts';

export interface StampInput extends IssueInput {
  /** Id of the template's sheet. */
  readonly template: string;
  readonly where: Where;
  readonly answers: Answers;
}

export interface IssuedAndStamped {
  /** Numbers that were given: they stand, whatever became of the sheets. */
  readonly issued: readonly number[];
  readonly made: MadeApart | null;
  /** Why no sheet shows its number yet; making the bills again stamps them. */
  readonly unstamped: Failure | null;
}

/**
 * Numbers bills, for good, and makes their sheets say so.
 *
 * @throws as `issueBills`, where nothing was issued or nobody knows
 */
export async function issueAndStamp(
  ws: Workspace,
  period: PeriodBills,
  { template, where, answers, ...input }: StampInput,
  options: FlowOptions = {},
): Promise<IssuedAndStamped> {
  const now = await issueBills(ws, period, input, options);
  const keys = new Set(input.bills.map(billKey));
  const bills = now.bills.filter((bill) => keys.has(billKey(bill)));
  const issued = bills.flatMap(({ document }) => document?.number ?? []);
  try {
    const who = (bill: TenantBill) => bills.includes(bill);
    const plan = await planBills(ws, now, { template, who }, options);
    const made = await makeBillsWhere(ws, plan, { ...answers, where }, options);
    return { issued, made, unstamped: null };
  } catch (error) {
    return { issued, made: null, unstamped: failureOf(error) };
  }
}
