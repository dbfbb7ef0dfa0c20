import { useState } from 'react';
import type { TenantBill } from '../../flows/bills/period-bills.ts';
import type { BillsPlan } from '../../flows/bills/plan-bills.ts';
import { useNotShared } from '../home/use-not-shared.tsx';
import { usePane } from '../pane-context.ts';
import { move } from '../shell/moves.ts';
import { Page } from '../shell/Page.tsx';
import { useOpening } from '../use-task.ts';
import { AskIssue } from './AskIssue.tsx';
import { AskMake } from './AskMake.tsx';
import { ChooseBills } from './ChooseBills.tsx';
import { DetailsPage } from './DetailsPage.tsx';
import { IssuedBills } from './IssuedBills.tsx';
import { MailBills } from './MailBills.tsx';
import type { Mailable } from './lines.ts';
import { PreviewBills } from './PreviewBills.tsx';
import { TemplatePage } from './TemplatePage.tsx';
import { useChosen } from './use-chosen.ts';

/** What is asked or shown on the way, each on a page of its own; `choose` is where all begin and end. */
export type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'template' }
  | { readonly at: 'details' }
  | { readonly at: 'preview'; readonly plan: BillsPlan; readonly first: number }
  | { readonly at: 'make'; readonly plan: BillsPlan }
  | { readonly at: 'issue'; readonly plan: BillsPlan; readonly bills: readonly TenantBill[] }
  | { readonly at: 'issued' }
  | {
      readonly at: 'mail';
      readonly bills: readonly Mailable[];
      readonly from: 'choose' | 'issued';
    };

/** Tenants' bills: from a template to sheets, numbers, PDFs and mails. */
export function BillsView() {
  const { bills } = usePane();
  const { load } = bills;
  useOpening(load);
  const notShared = useNotShared(bills.loading.failure);
  const chosen = useChosen(bills.opened);
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const goTo = (next: Step) => {
    move();
    setStep(next);
  };
  const back = () => goTo({ at: 'choose' });
  /** What was changed on the template meanwhile counts. */
  const backAnew = () => {
    back();
    void load();
  };
  if (notShared !== null) return <Page {...notShared} />;
  if (step.at === 'template') return <TemplatePage onBack={backAnew} />;
  const property = bills.opened?.property;
  if (step.at === 'details' && property) {
    return <DetailsPage property={property} onBack={back} />;
  }
  if (step.at === 'preview') return <PreviewBills {...step} onBack={back} />;
  if (step.at === 'make') return <AskMake plan={step.plan} onBack={back} />;
  if (step.at === 'issue') return <AskIssue {...step} onBack={back} />;
  if (step.at === 'issued') return <IssuedBills goTo={goTo} onBack={back} />;
  if (step.at === 'mail') {
    return <MailBills bills={step.bills} onBack={() => goTo({ at: step.from })} />;
  }
  return <ChooseBills chosen={chosen} goTo={goTo} />;
}
