import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronRightRegular, ReceiptRegular } from '@fluentui/react-icons';
import { usePane } from '../pane-context.ts';
import { Empty } from '../shell/Empty.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { words } from '../words.ts';
import { billsWords as said } from '../words/bills.ts';
import { BillList } from './BillList.tsx';
import type { Step } from './BillsView.tsx';
import { DoneReport, DoneTitle } from './DoneReport.tsx';
import { makingWords } from './making-words.ts';
import { NoDetails, TemplateTrouble } from './Notices.tsx';
import { PeriodAndTemplate } from './PeriodAndTemplate.tsx';
import { SavePdf } from './SavePdf.tsx';
import type { Chosen } from './use-chosen.ts';
import { useNextStep, usePreview } from './use-next-step.ts';
import { useSample } from './use-sample.ts';
import { useSavePdf } from './use-save-pdf.ts';

const useStyles = makeStyles({
  doors: { display: 'flex', flexDirection: 'column' },
  door: { alignSelf: 'flex-start', paddingLeft: 0, textAlign: 'left' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface ChooseBillsProps {
  readonly chosen: Chosen;
  readonly goTo: (step: Step) => void;
}

/** Which bills, and what comes next for them. */
export function ChooseBills({ chosen, goTo }: ChooseBillsProps) {
  const styles = useStyles();
  const { bills: work, formats } = usePane();
  const { opened, loading, load, working, done } = work;
  const sample = useSample();
  const pdf = useSavePdf(opened?.period?.periodEnd);
  const { makesSheets, ...buttons } = useNextStep({ chosen, goTo, sample, pdf });
  const preview = usePreview(goTo);
  // How far it came until it was stopped is told below.
  const isTold = working.failure?.from === 'user' && done !== null;
  const hasPeriod = opened !== null && opened.period !== null;
  const hasTemplate = hasPeriod && opened.template !== null;
  return (
    <Page
      title={said.title}
      {...buttons}
      status={
        <>
          <Failed failure={isTold ? null : working.failure} kept={words.failure.nothingWritten} />
          <Failed failure={sample.task.failure} />
          <DoneTitle />
          {opened !== null && <Working task={loading} />}
          <Working task={working} saying={(progress) => makingWords(progress, formats.count)} />
          {makesSheets && <Caption1 className={styles.quiet}>{said.makeHow[work.where]}</Caption1>}
          <SavePdf work={pdf} />
        </>
      }
    >
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {opened === null && <Working task={loading} />}
      <DoneReport />
      {opened?.period === null && (
        <Empty icon={<ReceiptRegular />} title={said.noPeriod} how={said.noPeriodHow} />
      )}
      {hasPeriod && !hasTemplate && (
        <Empty icon={<ReceiptRegular />} title={said.noTemplate} how={said.noTemplateHow} />
      )}
      {hasTemplate && (
        <>
          <PeriodAndTemplate onTemplate={() => goTo({ at: 'template' })} />
          <TemplateTrouble onMend={() => goTo({ at: 'template' })} />
          <NoDetails onAdd={() => goTo({ at: 'details' })} />
          <BillList chosen={chosen} onPreview={(one) => void preview(one)} />
        </>
      )}
      {hasPeriod && <Doors goTo={goTo} />}
    </Page>
  );
}

/** What else there is of bills. */
function Doors({ goTo }: Pick<ChooseBillsProps, 'goTo'>) {
  const styles = useStyles();
  const role = usePane().bills.opened?.property.role;
  const door = (label: string, at: 'issued' | 'details') => (
    <Button
      className={styles.door}
      appearance="transparent"
      icon={<ChevronRightRegular />}
      iconPosition="after"
      onClick={() => goTo({ at })}
    >
      {label}
    </Button>
  );
  return (
    <div className={styles.doors}>
      {door(said.issuedBefore, 'issued')}
      {role === 'owner' && door(said.details.door, 'details')}
      {role === 'viewer' && <Body1 className={styles.quiet}>{said.viewer}</Body1>}
    </div>
  );
}
