import { Body1, Button, Caption1 } from '@fluentui/react-components';
import { useState } from 'react';
import { sixDigits } from '../../flows/codes.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import type { Reset } from '../../flows/reset-password.ts';
import { requestReset, resetPassword } from '../../flows/reset-password.ts';
import type { Session } from '../../flows/session.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { roomWords } from '../words/rooms.ts';
import { Entry, Form, WhosePassword, emailFault } from './Form.tsx';
import { NewPasswordEntry, lengthFault, passwordRefusal } from './NewPasswordEntry.tsx';
import { useMailTurn } from './use-mail-turn.ts';

/** How far it is: without a ticket no code was asked for yet. */
export interface ResetDraft {
  readonly email: string;
  readonly ticket: string | null;
}

export interface ResetPasswordProps {
  readonly reset: ResetDraft;
  readonly onReset: (reset: ResetDraft | null) => void;
  readonly onEntered: (session: Session) => void;
}

/** Another password by a code from the mailbox: for who forgot it, and for who is locked out. */
export function ResetPassword({ reset, onReset, onEntered }: ResetPasswordProps) {
  const { email, ticket } = reset;
  if (ticket === null) return <AskForCode email={email} onReset={onReset} />;
  return <ChoosePassword key={ticket} reset={{ email, ticket }} {...{ onReset, onEntered }} />;
}

function AskForCode({ email: known, onReset }: Omit<ResetDraft, 'ticket'> & OnReset) {
  const { ws } = usePane();
  const task = useTask();
  const [email, setEmail] = useState(known);
  const [isChecked, setIsChecked] = useState(false);
  const said = roomWords.reset;
  const submit = async () => {
    setIsChecked(true);
    if (emailFault(email)) return;
    const asked = await task.run((options) => requestReset(ws, email.trim(), options));
    if (asked) onReset(asked);
  };
  return (
    <Page title={said.title} onBack={() => onReset(null)}>
      <Body1>{said.how}</Body1>
      <Failed failure={task.failure} />
      <Form submit={said.send} isBusy={task.isRunning} onSubmit={() => void submit()}>
        <Entry
          label={words.account.email}
          type="email"
          autoComplete="username"
          value={email}
          onValue={setEmail}
          fault={isChecked ? emailFault(email) : null}
        />
      </Form>
    </Page>
  );
}

type OnReset = Pick<ResetPasswordProps, 'onReset'>;
type ChoosePasswordProps = Omit<ResetPasswordProps, 'reset'> & { readonly reset: Reset };

function ChoosePassword({ reset, onReset, onEntered }: ChoosePasswordProps) {
  const { ws } = usePane();
  const task = useTask();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { account } = words;
  const { reset: said } = roomWords;
  const { failure } = task;
  const isWrong = isRefusedAs(failure, 'wrong-code');
  const refusal = passwordRefusal(failure);
  const digits = sixDigits(code);
  const missing = digits === null ? account.codeNeeded : null;

  const submit = async () => {
    setIsChecked(true);
    if (digits === null || lengthFault(password) !== null) return;
    const input = { code: digits, password };
    const done = await task.run((options) => resetPassword(ws, reset, input, options));
    if (done) onEntered(done);
  };
  return (
    <Page title={said.title} onBack={() => onReset(null)}>
      <Body1>{said.sent(reset.email)}</Body1>
      {!isWrong && refusal === null && <Failed failure={failure} />}
      <Form
        submit={said.save}
        isBusy={task.isRunning}
        onSubmit={() => void submit()}
        other={<AskAgain email={reset.email} onReset={onReset} />}
      >
        <WhosePassword email={reset.email} />
        <Entry
          label={said.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onValue={setCode}
          fault={(isChecked ? missing : null) ?? (isWrong ? account.wrongCode : null)}
        />
        <NewPasswordEntry
          label={said.password}
          value={password}
          onValue={setPassword}
          owner={{ email: reset.email, name: '' }}
          fault={(isChecked ? lengthFault(password) : null) ?? refusal}
        />
        <Caption1>{said.effect}</Caption1>
      </Form>
    </Page>
  );
}

/** A new code comes with a ticket of its own: the form begins anew with it. */
function AskAgain({ email, onReset }: { email: string } & OnReset) {
  const { ws, announce } = usePane();
  const task = useTask();
  const turn = useMailTurn();
  const { account } = words;
  const { reset: said } = roomWords;
  const ask = async () => {
    const asked = await task.run((options) => requestReset(ws, email, options));
    if (!asked) return;
    onReset(asked);
    announce(account.resent);
  };
  return (
    <>
      <Failed failure={task.failure} />
      <Button
        appearance="subtle"
        disabledFocusable={turn.wait > 0 || task.isRunning}
        onClick={() => void ask()}
      >
        {turn.wait > 0 ? account.resendIn(String(turn.wait)) : account.resend}
      </Button>
      <Button appearance="subtle" onClick={() => onReset({ email: '', ticket: null })}>
        {said.otherAddress}
      </Button>
    </>
  );
}
