import { useCallback, useMemo, useRef, useState } from 'react';
import type { IssueInput } from '../../flows/bills/issue-bills.ts';
import type { IssuedAndStamped } from '../../flows/bills/issue-and-stamp.ts';
import type { Answers } from '../../flows/bills/make-bills.ts';
import type { Where } from '../../flows/bills/make-bills-apart.ts';
import type { BillsChoice, OpenedBills } from '../../flows/bills/open-bills.ts';
import type { TenantBill } from '../../flows/bills/period-bills.ts';
import type { BillsPlan } from '../../flows/bills/plan-bills.ts';
import type { FlowOptions, Workspace } from '../../flows/workspace.ts';
import { billsFlows } from '../later.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';
import { useApart } from './use-apart.ts';

/** The bills of a period: where they stand, and what is being made of them. It outlives the view. */
export interface BillsWork {
  readonly opened: OpenedBills | null;
  readonly loading: Task;
  /** Looks where they stand, those chosen before unless others are named. */
  readonly load: (choice?: BillsChoice) => Promise<void>;
  /** Where bills are made. */
  readonly where: Where;
  readonly setWhere: (where: Where) => void;
  /** Whether a new workbook holds it as it is. */
  readonly isApart: (bill: TenantBill) => boolean;
  readonly working: Task;
  /** Also while what was stopped comes to its end. */
  readonly isBusy: boolean;
  readonly done: Done | null;
  /** What making the bills would do; undefined where that cannot be said. */
  readonly plan: (wanted: readonly TenantBill[]) => Promise<BillsPlan | undefined>;
  readonly make: (plan: BillsPlan, answers: Answers) => Promise<void>;
  /** Numbers bills and stamps their sheets; whether they are numbered. */
  readonly issue: (input: IssueWish) => Promise<boolean>;
  /** What was done is read, or of another period. */
  readonly forgetDone: () => void;
  /** Another person. */
  readonly forget: () => void;
}

export interface IssueWish extends IssueInput {
  readonly answers: Answers;
}

/** What came of the last making. */
export type Done = IssuedAndStamped;

export function useBills(ws: Workspace, propertyId: string | null): BillsWork {
  const loading = useTask();
  const working = useTask();
  const [found, setFound] = useState<OpenedBills | null>(null);
  const apart = useApart();
  const { where, seen, remember, forget: forgetApart } = apart;
  const opened = useMemo(
    () => (found?.property.id === propertyId ? seen(found) : null),
    [found, propertyId, seen],
  );
  const [done, setDone] = useState<Done | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const choice = useRef<BillsChoice>({});
  const { run: runLoading, cancel: cancelLoading } = loading;
  const { run: runWorking } = working;

  const load = useCallback(
    async (next: BillsChoice = {}) => {
      choice.current = { ...choice.current, ...next };
      const now = await runLoading(async (options) => {
        const { openBills } = await billsFlows();
        return openBills(ws, choice.current, options);
      });
      if (now) setFound(now);
    },
    [runLoading, ws],
  );
  /** What was stopped too late is done all the same: it is told, and looked at anew. */
  const work = useCallback(
    async (act: (options: FlowOptions) => Promise<Done>) => {
      setIsBusy(true);
      setDone(null);
      let isDone = false;
      await runWorking(async (options) => {
        const now = await act(options);
        isDone = true;
        setDone(now);
        if (now.made?.isApart) remember(now.made.bills.map(({ bill }) => bill));
      });
      setIsBusy(false);
      await load();
      return isDone;
    },
    [runWorking, load, remember],
  );
  const plan = useCallback(
    async (wanted: readonly TenantBill[]) => {
      if (!opened?.period || !opened.template) return undefined;
      const { period, template } = opened;
      const who = (bill: TenantBill) => wanted.includes(bill);
      return runWorking(async (options) => {
        const { planBills } = await billsFlows();
        return planBills(ws, period, { template: template.id, who }, options);
      });
    },
    [opened, runWorking, ws],
  );
  const make = useCallback(
    async (planned: BillsPlan, answers: Answers) => {
      await work(async (options) => {
        const { makeBillsWhere } = await billsFlows();
        const made = await makeBillsWhere(ws, planned, { ...answers, where }, options);
        return { made, issued: [], unstamped: null };
      });
    },
    [work, where, ws],
  );
  const issue = useCallback(
    async (wish: IssueWish) => {
      if (!opened?.period || !opened.template) return false;
      const { period, template } = opened;
      return work(async (options) => {
        const { issueAndStamp } = await billsFlows();
        return issueAndStamp(ws, period, { ...wish, where, template: template.id }, options);
      });
    },
    [opened, work, where, ws],
  );
  const forgetDone = useCallback(() => setDone(null), []);
  const forget = useCallback(() => {
    cancelLoading();
    setFound(null);
    setDone(null);
    forgetApart();
    choice.current = {};
  }, [cancelLoading, forgetApart]);
  const told = { opened, loading, working, isBusy, done };
  const { setWhere, isApart } = apart;
  return { ...told, where, setWhere, isApart, load, plan, make, issue, forgetDone, forget };
}
