import { usePane } from '../pane-context.ts';
import type { Step as Button } from '../shell/Page.tsx';
import { billsWords as said } from '../words/bills.ts';
import type { Step } from './BillsView.tsx';
import type { Ready } from './lines.ts';
import { isDraft, nextStep } from './lines.ts';
import type { Chosen } from './use-chosen.ts';
import type { Sample } from './use-sample.ts';
import type { SavePdfWork } from './use-save-pdf.ts';

export interface NextButtons {
  readonly next?: Button;
  readonly other?: Button;
  /** Sheets would come that are not there yet. */
  readonly makesSheets: boolean;
}

export interface StepWork {
  readonly chosen: Chosen;
  readonly goTo: (step: Step) => void;
  readonly sample: Sample;
  readonly pdf: SavePdfWork;
}

/** The one thing that comes next for the chosen bills, and what else one may want. */
export function useNextStep({ chosen, goTo, sample, pdf }: StepWork): NextButtons {
  const { bills: work, formats, go } = usePane();
  const { opened, working, loading, where } = work;
  const role = opened?.property.role ?? 'viewer';
  const step = nextStep(chosen.bills, role !== 'viewer');
  const actions = useActions(goTo);
  const nothing = { makesSheets: false };
  if (opened === null) return nothing;
  if (opened.period === null) {
    return { ...nothing, next: { label: said.review, onClick: () => go('review') } };
  }
  if (opened.template === null) {
    const isDisabled = sample.task.isRunning;
    const own = { label: said.own, onClick: () => goTo({ at: 'template' }) };
    return {
      ...nothing,
      next: { label: said.sample, onClick: sample.add, isDisabled },
      other: own,
    };
  }
  if (opened.checked?.mistakes.length !== 0) {
    const mend = { label: said.mend, onClick: () => goTo({ at: 'template' }) };
    return { ...nothing, next: mend };
  }
  const isBusy = work.isBusy || working.isRunning || loading.isRunning;
  const isApart = step.bills.every(({ bill }) => work.isApart(bill));
  const isDisabled = isBusy || step.bills.length === 0;
  const count = formats.count(step.bills.length);
  const button = (label: string, onClick: () => void) => ({ label, onClick, isDisabled });
  if (step.what === 'make') {
    const makesSheets = !isBusy && step.bills.some(({ sheet }) => sheet === null);
    const make = button(said.make(count), () => void actions.make(step.bills));
    // Who knows what they say need not look at drafts first.
    const drafts = role === 'viewer' ? [] : step.bills.filter(isDraft);
    if (drafts.length === 0) return { makesSheets, next: make };
    const atOnce = button(said.issueAtOnce, () => void actions.issue(drafts));
    return { makesSheets, next: make, other: atOnce };
  }
  if (step.what === 'issue') {
    const issue = button(said.issue(count), () => void actions.issue(step.bills));
    const again = button(
      where === 'here' ? said.makeAgain : isApart ? said.putApartAgain : said.putApart,
      () => void actions.make(step.bills),
    );
    return { ...nothing, next: issue, other: again };
  }
  const issued = step.bills.flatMap(({ bill: { document, tenant, unit } }) =>
    document.number === null ? [] : [{ number: document.number, tenant, unit }],
  );
  const numbers = issued.map(({ number }) => number);
  const save = {
    label: said.pdf(count),
    onClick: () => void pdf.save(numbers),
    isDisabled: pdf.task.isRunning,
  };
  if (role === 'viewer') return { ...nothing, next: save };
  const mail = button(said.mail(count), () => goTo({ at: 'mail', bills: issued, from: 'choose' }));
  // Of bills that stand here, what is wanted of them is open yet.
  const put = button(said.putApart, () => void actions.make(step.bills));
  return { ...nothing, next: mail, other: where === 'here' || isApart ? save : put };
}

/** What is asked first goes to a page of its own; the rest is done at once. */
function useActions(goTo: (step: Step) => void) {
  const { bills: work } = usePane();
  /** Where it cannot be said the template may have changed: what is wrong with it is shown. */
  const plan = async (bills: readonly Ready[]) => {
    const wanted = bills.map(({ bill }) => bill);
    const planned = await work.plan(wanted);
    if (!planned) void work.load();
    return planned && { plan: planned, bills: wanted };
  };
  return {
    make: async (bills: readonly Ready[]) => {
      const planned = await plan(bills);
      if (!planned) return;
      if (planned.plan.asks.some((ask) => ask !== 'undo')) goTo({ at: 'make', ...planned });
      // That undoing ends there is said beside the button.
      else await work.make(planned.plan, { undo: true });
    },
    issue: async (bills: readonly Ready[]) => {
      const planned = await plan(bills);
      if (planned) goTo({ at: 'issue', ...planned });
    },
  };
}

/** Looks what all bills would say, and shows one. */
export function usePreview(goTo: (step: Step) => void) {
  const { bills: work } = usePane();
  return async ({ bill }: Ready) => {
    const plan = await work.plan((work.opened?.bills ?? []).map((one) => one.bill));
    const first = plan?.bills.findIndex((one) => one.bill === bill) ?? -1;
    if (plan && first >= 0) goTo({ at: 'preview', plan, first });
  };
}
