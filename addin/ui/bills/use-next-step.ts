import { usePane } from '../pane-context.ts';
import type { Step as Button } from '../shell/Page.tsx';
import { billsWords as said } from '../words/bills.ts';
import type { Step } from './BillsView.tsx';
import type { NextStep, Ready } from './lines.ts';
import { nextStep } from './lines.ts';
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
  const { opened, working, loading } = work;
  const role = opened?.property.role ?? 'viewer';
  const step = nextStep(chosen.bills, role !== 'viewer');
  const actions = useActions(step, goTo);
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
  const isDisabled = isBusy || step.bills.length === 0;
  const count = formats.count(step.bills.length);
  const button = (label: string, onClick: () => void) => ({ label, onClick, isDisabled });
  if (step.what === 'make') {
    const makesSheets = !isBusy && step.bills.some(({ sheet }) => sheet === null);
    return { makesSheets, next: button(said.make(count), () => void actions.make()) };
  }
  if (step.what === 'issue') {
    const again = button(said.makeAgain, () => void actions.make());
    return {
      ...nothing,
      next: button(said.issue(count), () => void actions.issue()),
      other: again,
    };
  }
  const numbers = step.bills.flatMap(({ bill }) => bill.document.number ?? []);
  const save = {
    label: said.pdf(count),
    onClick: () => void pdf.save(numbers),
    isDisabled: pdf.task.isRunning,
  };
  if (role === 'viewer') return { ...nothing, next: save };
  const mail = button(said.mail(count), () => goTo({ at: 'mail', numbers, from: 'choose' }));
  return { ...nothing, next: mail, other: save };
}

/** What is asked first goes to a page of its own; the rest is done at once. */
function useActions({ bills }: NextStep, goTo: (step: Step) => void) {
  const { bills: work } = usePane();
  const wanted = bills.map(({ bill }) => bill);
  return {
    make: async () => {
      const plan = await work.plan(wanted);
      if (!plan) return;
      if (plan.asks.some((ask) => ask !== 'undo')) goTo({ at: 'make', plan });
      // That undoing ends there is said beside the button.
      else await work.make(plan, { undo: true });
    },
    issue: async () => {
      const plan = await work.plan(wanted);
      if (plan) goTo({ at: 'issue', plan, bills: wanted });
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
