import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, MailRegular, ReceiptRegular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { IssuedBill } from '../../flows/statements.ts';
import { usePane } from '../pane-context.ts';
import { Empty } from '../shell/Empty.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { billsWords as said } from '../words/bills.ts';
import type { Step } from './BillsView.tsx';
import { IssuedRow } from './IssuedRow.tsx';
import { ListOnSheet } from './ListOnSheet.tsx';
import { SavePdf } from './SavePdf.tsx';
import { useIssued } from './use-issued.ts';
import { useSavePdf } from './use-save-pdf.ts';

const useStyles = makeStyles({
  all: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface IssuedBillsProps {
  readonly goTo: (step: Step) => void;
  readonly onBack: () => void;
}

/** Every bill that was issued, by period: its PDF, its mails, and a way to void it. */
export function IssuedBills({ goTo, onBack }: IssuedBillsProps) {
  const styles = useStyles();
  const { bills, formats } = usePane();
  const { issued, loading, load } = useIssued();
  const pdf = useSavePdf();
  const periods = useMemo(() => byPeriod(issued ?? []), [issued]);
  const canChange = (bills.opened?.property.role ?? 'viewer') !== 'viewer';
  return (
    <Page title={said.issued.title} onBack={onBack}>
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {issued === null && <Working task={loading} />}
      <SavePdf work={pdf} />
      {issued?.length === 0 && (
        <Empty icon={<ReceiptRegular />} title={said.issued.empty} how={said.issued.emptyHow} />
      )}
      {periods.length > 0 && <ListOnSheet />}
      <Paged
        items={periods}
        keyOf={({ end }) => end}
        size={12}
        render={({ start, end, bills: ofPeriod }) => {
          const name = formats.period(start, end);
          const standing = ofPeriod.filter(({ voided }) => voided === null);
          const numbers = standing.map(({ number }) => number);
          const count = formats.count(numbers.length);
          return (
            <Section title={name}>
              {numbers.length > 1 && (
                <div className={styles.all}>
                  <Button
                    size="small"
                    icon={<ArrowDownloadRegular />}
                    aria-label={said.issued.pdfs(count, name)}
                    disabledFocusable={pdf.task.isRunning}
                    onClick={() => void pdf.save(numbers)}
                  >
                    {said.pdf(count)}
                  </Button>
                  {canChange && (
                    <Button
                      size="small"
                      icon={<MailRegular />}
                      aria-label={said.issued.mails(count, name)}
                      onClick={() => goTo({ at: 'mail', bills: standing, from: 'issued' })}
                    >
                      {said.issued.mailThem(count)}
                    </Button>
                  )}
                </div>
              )}
              <Paged
                items={ofPeriod}
                keyOf={({ number }) => number}
                label={name}
                render={(one) => (
                  <IssuedRow
                    bill={one}
                    canChange={canChange}
                    onPdf={() => void pdf.save([one.number])}
                    onMail={() => goTo({ at: 'mail', bills: [one], from: 'issued' })}
                    onVoided={load}
                  />
                )}
              />
            </Section>
          );
        }}
      />
    </Page>
  );
}

interface IssuedPeriod {
  readonly start: string;
  readonly end: string;
  readonly bills: readonly IssuedBill[];
}

/** The latest period first. */
function byPeriod(issued: readonly IssuedBill[]): IssuedPeriod[] {
  const found = new Map<string, IssuedBill[]>();
  for (const one of issued) found.set(one.periodEnd, [...(found.get(one.periodEnd) ?? []), one]);
  return Array.from(found, ([end, bills]) => ({
    start: bills[0]?.periodStart ?? end,
    end,
    bills,
  })).toSorted((a, b) => b.end.localeCompare(a.end));
}
