import {
  Body1,
  Caption1,
  Checkbox,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { LetterWords, MailPreview } from '../../flows/statements.ts';
import { mailBills, previewMails } from '../../flows/statements.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Folded } from '../shell/Folded.tsx';
import { Page } from '../shell/Page.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { useDraft } from '../use-draft.ts';
import { useOpening, useTask } from '../use-task.ts';
import { billsWords as said } from '../words/bills.ts';
import { Letter, OwnWords } from './Letter.tsx';
import type { Mailable } from './lines.ts';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

export interface MailBillsProps {
  readonly bills: readonly Mailable[];
  readonly onBack: () => void;
}

/** Who gets which letter with the bill attached, and who none; nothing goes out before it is seen. */
export function MailBills({ bills, onBack }: MailBillsProps) {
  const { ws, connection, formats, announce } = usePane();
  const propertyId = connection.propertyId ?? '';
  const [own, setOwn] = useDraft<LetterWords>('letter', propertyId, {});
  const { mails, seen, looking, look } = usePreview(bills, own);
  // One for what is shown: however often it is sent, it goes out once.
  const [mailingId, setMailingId] = useState(() => crypto.randomUUID());
  const [again, setAgain] = useState(false);
  const [sent, setSent] = useState<string | null>(null);
  const task = useTask();
  const { mails: words } = said;
  const isSent = ({ reason }: MailPreview) => reason === null || (again && reason === 'mailed');
  const going = (mails ?? []).filter(isSent);
  const staying = (mails ?? []).filter((mail) => !isSent(mail));
  const before = staying.filter(({ reason }) => reason === 'mailed');
  const never = staying.filter(({ reason }) => reason !== 'mailed');
  const send = async () => {
    const mailing = { ...own, mailingId, again, numbers: going.map(({ number }) => number) };
    const answer = await task.run((options) => mailBills(ws, propertyId, mailing, options));
    if (!answer) return;
    const told = words.sent(formats.count(answer.mailed.length));
    setSent(told);
    announce(told);
    setAgain(false);
    setMailingId(crypto.randomUUID());
    await look();
  };
  // A field that there is none of is the words' fault, and is told beside them.
  const refused = looking.failure;
  const wrong =
    refused?.from === 'server' && refused.code === 'bad-request' ? refused.detail : null;
  const show = { label: words.show, onClick: () => void look() };
  const next = () => {
    if (wrong !== null) return show;
    if (mails === null || (going.length === 0 && sent === null)) return undefined;
    if (going.length === 0) return { label: said.backToBills, onClick: onBack };
    // What was written since is seen before it goes out.
    if (seen !== own) return show;
    const isDisabled = task.isRunning || looking.isRunning;
    const label = words.send(formats.count(going.length));
    return { label, onClick: () => void send(), isDisabled };
  };
  const { failure } = task;
  return (
    <Page
      title={words.title}
      onBack={onBack}
      next={next()}
      status={
        <>
          <Failed failure={failure} kept={failure?.from === 'network' ? words.maybe : words.kept} />
          <Working task={task} canCancel={false} saying={() => said.progress.mailing} />
        </>
      }
    >
      {wrong === null && <Failed failure={refused} onRetry={() => void look()} />}
      {mails === null && <Working task={looking} />}
      {sent !== null && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{sent}</MessageBarBody>
        </MessageBar>
      )}
      {mails && going.length === 0 && sent === null && <Body1>{words.nobody}</Body1>}
      {going.length > 0 && (
        <Section title={words.to(formats.count(going.length))}>
          <Recipients mails={going} bills={bills} />
        </Section>
      )}
      {never.length > 0 && (
        <Section title={words.not(formats.count(never.length))}>
          <Recipients mails={never} bills={bills} />
        </Section>
      )}
      {before.length > 0 && (
        <Section title={words.before(formats.count(before.length))}>
          <Recipients mails={before} bills={bills} />
        </Section>
      )}
      {(again || before.length > 0) && (
        <Checkbox
          label={words.again}
          checked={again}
          onChange={(_, { checked }) => setAgain(checked === true)}
        />
      )}
      {going.length > 0 && <Letter mails={going} bills={bills} />}
      {(going.length > 0 || wrong !== null) && (
        <Folded title={words.change} isOpenAtFirst={wrong !== null}>
          {() => <OwnWords own={own} wrong={wrong} onOwn={setOwn} />}
        </Folded>
      )}
    </Page>
  );
}

function usePreview(bills: readonly Mailable[], own: LetterWords) {
  const { ws, connection } = usePane();
  const propertyId = connection.propertyId ?? '';
  const looking = useTask();
  const [mails, setMails] = useState<readonly MailPreview[] | null>(null);
  const [seen, setSeen] = useState(own);
  const { run } = looking;
  const look = async () => {
    const input = { numbers: bills.map(({ number }) => number), ...own };
    const found = await run((options) => previewMails(ws, propertyId, input, options));
    if (!found) return;
    setMails(found);
    setSeen(own);
  };
  // Once, as the page is opened; other words are shown when they are finished.
  // oxlint-disable-next-line react/exhaustive-deps
  useOpening(useCallback(look, [run, ws, propertyId]));
  return { mails, seen, looking, look };
}

type RecipientsProps = Pick<MailBillsProps, 'bills'> & { readonly mails: readonly MailPreview[] };

function Recipients({ mails, bills }: RecipientsProps) {
  const styles = useStyles();
  const { mails: words } = said;
  const whose = new Map(bills.map((one) => [one.number, one]));
  return (
    <Paged
      items={mails}
      keyOf={({ number }) => number}
      size={20}
      render={({ number, to, reason }) => {
        const { tenant = null, unit = '' } = whose.get(number) ?? {};
        return (
          <>
            <Body1 block>
              <bdi>{tenant ?? unit}</bdi>{' '}
              <Caption1 className={styles.quiet}>{said.number(String(number))}</Caption1>
            </Body1>
            <Caption1 block className={styles.quiet}>
              {to !== null && <bdi>{to}</bdi>}
              {reason !== null && reason !== 'mailed' && ` ${words.reason[reason]}`}
            </Caption1>
          </>
        );
      }}
    />
  );
}
