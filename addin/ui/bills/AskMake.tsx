import { useState } from 'react';
import type { BillsPlan } from '../../flows/bills/plan-bills.ts';
import { usePane } from '../pane-context.ts';
import { Page } from '../shell/Page.tsx';
import { billsWords as said } from '../words/bills.ts';
import { AboutSheets } from './AboutSheets.tsx';
import type { SheetAnswers } from './AboutSheets.tsx';

export interface AskMakeProps {
  readonly plan: BillsPlan;
  readonly onBack: () => void;
}

/** Before anything that the user typed on a bill goes. */
export function AskMake({ plan, onBack }: AskMakeProps) {
  const { bills: work, formats } = usePane();
  const [answers, setAnswers] = useState<SheetAnswers>({ edited: 'keep', replaced: false });
  const make = () => {
    onBack();
    void work.make(plan, { ...answers, undo: true });
  };
  return (
    <Page
      title={said.askMake.title}
      onBack={onBack}
      next={{ label: said.make(formats.count(plan.bills.length)), onClick: make }}
    >
      <AboutSheets plan={plan} answers={answers} onAnswers={setAnswers} />
    </Page>
  );
}
