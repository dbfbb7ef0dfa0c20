import { Badge, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { IssuedBill } from '../../flows/statements.ts';
import type { Formats } from '../format.ts';
import { usePane } from '../pane-context.ts';
import { Folded } from '../shell/Folded.tsx';
import { billsWords as said } from '../words/bills.ts';
import { VoidForm } from './VoidForm.tsx';

const useStyles = makeStyles({
  title: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    width: '100%',
    overflowWrap: 'anywhere',
  },
  amount: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  void: { textDecoration: 'line-through' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface IssuedRowProps {
  readonly bill: IssuedBill;
  /** Whether the person may mail and void. */
  readonly canChange: boolean;
  readonly onPdf: () => void;
  readonly onMail: () => void;
  readonly onVoided: () => Promise<void>;
}

/** One bill: folded its number, whose it is and how much; open what became of it and what can be done. */
export function IssuedRow(props: IssuedRowProps) {
  const { bill } = props;
  const styles = useStyles();
  const { formats } = usePane();
  const { number, tenant, unit, totalDue, voided, mails } = bill;
  const isMailed = mails.some(({ state }) => state === 'queued' || state === 'sent');
  return (
    <Folded
      title={
        <span className={styles.title}>
          <span>
            {said.number(String(number))} <bdi>{tenant ?? unit}</bdi>{' '}
            {voided !== null && <Badge appearance="outline">{said.issued.void}</Badge>}
            {voided === null && isMailed && (
              <span className={styles.quiet}>{said.issued.mailed}</span>
            )}
          </span>
          <span className={voided === null ? styles.amount : styles.void}>
            {formats.money(totalDue)}
          </span>
        </span>
      }
    >
      {() => <Details {...props} />}
    </Folded>
  );
}

function Details({ bill, canChange, onPdf, onMail, onVoided }: IssuedRowProps) {
  const styles = useStyles();
  const { formats } = usePane();
  const [isVoiding, setIsVoiding] = useState(false);
  const { issued: words } = said;
  const number = String(bill.number);
  const canMail = canChange && bill.voided === null;
  return (
    <>
      {linesOf(bill, formats).map((line) => (
        <Caption1 key={line} block>
          {line}
        </Caption1>
      ))}
      {isVoiding ? (
        <VoidForm number={bill.number} onKeep={() => setIsVoiding(false)} onVoided={onVoided} />
      ) : (
        <div className={styles.buttons}>
          <Button size="small" aria-label={words.pdfOf(number)} onClick={onPdf}>
            {words.pdf}
          </Button>
          {canMail && (
            <Button size="small" aria-label={words.mailOf(number)} onClick={onMail}>
              {words.mail}
            </Button>
          )}
          {canMail && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={words.voidOf(number)}
              onClick={() => setIsVoiding(true)}
            >
              {words.voidIt}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function linesOf(bill: IssuedBill, formats: Formats): string[] {
  const { issued: words } = said;
  const dated = [
    ...(bill.tenant === null ? [] : [bill.unit]),
    ...(bill.kind === 'correction' ? [words.correction] : []),
    words.dated(formats.date(bill.issueDate)),
    ...(bill.dueDate === null ? [] : [words.due(formats.date(bill.dueDate))]),
  ];
  const { voided } = bill;
  return [
    dated.join(' · '),
    ...(voided ? [words.voided(formats.day(new Date(voided.at)), voided.reason)] : []),
    ...bill.mails.map(({ to, at, by, state }) => {
      const line = words.mailLine(to, formats.moment(new Date(at)), by);
      return `${words.mailState[state]}: ${line}`;
    }),
    ...(bill.mails.length === 0 && voided === null ? [words.noMail] : []),
  ];
}
