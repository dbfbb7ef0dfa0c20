import { useCallback, useRef, useState } from 'react';
import type { Answers, MadeBills } from '../../flows/bills/make-bills.ts';
import type { BillsChoice, OpenedBills } from '../../flows/bills/open-bills.ts';
import type { PeriodBills, TenantBill } from '../../flows/bills/period-bills.ts';
import type { BillsPlan } from '../../flows/bills/plan-bills.ts';
import type { FlowOptions, Workspace } from '../../flows/workspace.ts';
import { billsFlows } from '../later.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';

/** The bills of a period: where they stand, and what is being made of them. It outlives the view. */
export interface BillsWork {
  readonly opened: OpenedBills | null;
  readonly loading: Task;
  /** Looks where they stand, those chosen before unless others are named. */
  readonly load: (choice?: BillsChoice) => Promise<void>;
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

export interface IssueWish {
  /** A UUID, made when the person was asked: once, however often it is sent. */
  readonly issueId: string;
  readonly bills: readonly TenantBill[];
  /** null: no day is named. */
  readonly dueDate: string | null;
  readonly note: string;
  readonly answers: Answers;
}

/** What came of the last making. */
export interface Done {
  readonly made: MadeBills | null;
  /** Numbers that were given. */
  readonly issued: readonly number[];
}

export function useBills(ws: Workspace, propertyId: string | null): BillsWork {
  const loading = useTask();
  const working = useTask();
  const [found, setFound] = useState<OpenedBills | null>(null);
  const opened = found?.property.id === propertyId ? found : null;
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
    async (act: (options: FlowOptions) => Promise<void>) => {
      setIsBusy(true);
      setDone(null);
      await runWorking(act);
      setIsBusy(false);
      await load();
    },
    [runWorking, load],
  );
  const plan = useCallback(
    async (wanted: readonly TenantBill[]) => {
      if (!opened?.period || !opened.template) return undefined;
      const { period, template } = opened;
      return runWorking((options) => planFor(ws, { period, template, wanted }, options));
    },
    [opened, runWorking, ws],
  );
  const make = useCallback(
    (planned: BillsPlan, answers: Answers) =>
      work(async (options) => {
        const { makeBills } = await billsFlows();
        setDone({ made: await makeBills(ws, planned, answers, options), issued: [] });
      }),
    [work, ws],
  );
  const issue = useCallback(
    async ({ bills, answers, ...wish }: IssueWish) => {
      if (!opened?.period || !opened.template) return false;
      const { period, template } = opened;
      let isIssued = false;
      await work(async (options) => {
        const { billKey, issueBills, makeBills } = await billsFlows();
        const now = await issueBills(ws, period, { ...wish, bills }, options);
        const keys = new Set(bills.map(billKey));
        const wanted = now.bills.filter((bill) => keys.has(billKey(bill)));
        const issued = wanted.flatMap(({ document }) => document?.number ?? []);
        isIssued = true;
        setDone({ made: null, issued });
        const planned = await planFor(ws, { period: now, template, wanted }, options);
        setDone({ made: await makeBills(ws, planned, answers, options), issued });
      });
      return isIssued;
    },
    [opened, work, ws],
  );
  const forgetDone = useCallback(() => setDone(null), []);
  const forget = useCallback(() => {
    cancelLoading();
    setFound(null);
    setDone(null);
    choice.current = {};
  }, [cancelLoading]);
  const told = { opened, loading, working, isBusy, done };
  return { ...told, load, plan, make, issue, forgetDone, forget };
}

interface Wanted {
  readonly period: PeriodBills;
  readonly template: NonNullable<OpenedBills['template']>;
  readonly wanted: readonly TenantBill[];
}

async function planFor(
  ws: Workspace,
  { period, template, wanted }: Wanted,
  options: FlowOptions,
): Promise<BillsPlan> {
  const { planBills } = await billsFlows();
  const who = (bill: TenantBill) => wanted.includes(bill);
  return planBills(ws, period, { template: template.id, who }, options);
}
