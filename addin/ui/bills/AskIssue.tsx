import {
  Body1,
  Caption1,
  Field,
  Input,
  Textarea,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { TenantBill } from '../../flows/bills/period-bills.ts';
import type { BillsPlan } from '../../flows/bills/plan-bills.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { billsWords as said } from '../words/bills.ts';
import { AboutSheets } from './AboutSheets.tsx';
import type { SheetAnswers } from './AboutSheets.tsx';
import { sumOf } from './lines.ts';
import { makingWords } from './making-words.ts';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

export interface AskIssueProps {
  readonly plan: BillsPlan;
  readonly bills: readonly TenantBill[];
  readonly onBack: () => void;
}

/** The second click of a double one is no answer to what nobody has read yet. */
const READING_MS = 600;

/** The one step that nothing takes back: asked once, with what it does. */
export function AskIssue({ plan, bills, onBack }: AskIssueProps) {
  const styles = useStyles();
  const { bills: work, results, formats } = usePane();
  const [issueId] = useState(() => crypto.randomUUID());
  const [answers, setAnswers] = useState<SheetAnswers>({ edited: 'keep', replaced: false });
  const isReadable = useLater(READING_MS);
  const { askIssue } = said;
  const count = formats.count(bills.length);
  const [first] = bills.flatMap(({ document }) => document ?? []);
  const sum = sumOf(bills.flatMap(({ document }) => document?.totalDue ?? []));
  const { failure } = work.working;
  const [dueDate, setDueDate] = useState(first?.dueDate ?? '');
  const [note, setNote] = useState(first?.note ?? '');
  const issue = async () => {
    const isIssued = await work.issue({
      ...{ issueId, bills, note },
      dueDate: dueDate === '' ? null : dueDate,
      answers: { ...answers, undo: true },
    });
    if (!isIssued) return;
    onBack();
    // Statements fix readings, and balances may be others.
    void results.load();
  };
  // What they say has changed: they are to be looked at again.
  const isOld = isRefusedAs(failure, 'effect-changed') || isRefusedAs(failure, 'not-issuable');
  return (
    <Page
      title={askIssue.title(count)}
      onBack={onBack}
      next={
        isOld
          ? { label: askIssue.look, onClick: onBack }
          : {
              label: askIssue.confirm(count),
              onClick: () => void issue(),
              isDisabled: !isReadable || work.isBusy,
            }
      }
      status={
        <>
          <Failed
            failure={failure}
            kept={failure?.from === 'network' ? askIssue.maybe : askIssue.kept}
          />
          <Working
            task={work.working}
            canCancel={false}
            saying={(progress) => makingWords(progress, formats.count)}
          />
        </>
      }
    >
      <Body1>{askIssue.what(count)}</Body1>
      <Body1>{askIssue.after}</Body1>
      {first && (
        <Body1>
          {[
            askIssue.dated(formats.date(first.issueDate)),
            askIssue.sum(`${formats.money(sum)} ${first.currency}`),
          ].join(' · ')}
        </Body1>
      )}
      <Field label={askIssue.due} hint={askIssue.dueHow}>
        <Input
          type="date"
          min={first?.issueDate}
          value={dueDate}
          onChange={(_, { value }) => setDueDate(value)}
        />
      </Field>
      <Field label={askIssue.note}>
        <Textarea
          value={note}
          rows={2}
          maxLength={1_000}
          resize="vertical"
          onChange={(_, { value }) => setNote(value)}
        />
      </Field>
      <AboutSheets plan={plan} answers={answers} onAnswers={setAnswers} />
      {plan.asks.includes('undo') && <Caption1 className={styles.quiet}>{said.undoEnds}</Caption1>}
    </Page>
  );
}

function useLater(afterMs: number): boolean {
  const [isLater, setIsLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLater(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return isLater;
}
