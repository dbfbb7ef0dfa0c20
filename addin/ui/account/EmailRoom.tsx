import { Body1, Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Account } from '../../../contract/account.ts';
import { askEmailChange, confirmEmail } from '../../flows/account.ts';
import { sixDigits } from '../../flows/codes.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { readSession } from '../../flows/session.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { roomWords } from '../words/rooms.ts';
import { Entry, Form, emailFault } from './Form.tsx';
import { useCode } from './use-code.ts';
import { useMailTurn } from './use-mail-turn.ts';
import { WithAccount } from './WithAccount.tsx';

/** Another address: asked for, then confirmed by the code that goes to it. */
export function EmailRoom() {
  const { go } = usePane();
  return (
    <Page title={roomWords.profile.emailTitle} onBack={() => go('account')}>
      <WithAccount>{(account) => <Steps account={account} />}</WithAccount>
    </Page>
  );
}

function Steps({ account }: { account: Account }) {
  const { account: work } = usePane();
  const [isAnother, setIsAnother] = useState(false);
  const { pendingEmail } = account;
  if (pendingEmail === null || isAnother) {
    const asked = (email: string) => {
      setIsAnother(false);
      work.set({ ...account, pendingEmail: email });
    };
    return <AskForm known={account.email} onAsked={asked} />;
  }
  return (
    <ConfirmForm key={pendingEmail} email={pendingEmail} onAnother={() => setIsAnother(true)} />
  );
}

interface AskFormProps {
  readonly known: string;
  readonly onAsked: (email: string) => void;
}

function AskForm({ known, onAsked }: AskFormProps) {
  const { ws } = usePane();
  const task = useTask();
  const [email, setEmail] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { profile } = roomWords;
  const address = email.trim();
  const fault = address === known ? profile.sameEmail : emailFault(address);
  const submit = async () => {
    setIsChecked(true);
    if (fault !== null) return;
    const isAsked = await task.finish((options) => askEmailChange(ws, address, options));
    if (isAsked) onAsked(address);
  };
  return (
    <>
      <Body1>{profile.emailHow(known)}</Body1>
      <Failed failure={task.failure} />
      <Form submit={profile.sendCode} isBusy={task.isRunning} onSubmit={() => void submit()}>
        <Entry
          label={profile.newEmail}
          type="email"
          autoComplete="email"
          value={email}
          onValue={setEmail}
          fault={isChecked ? fault : null}
        />
      </Form>
    </>
  );
}

interface ConfirmFormProps {
  readonly email: string;
  readonly onAnother: () => void;
}

function ConfirmForm({ email, onAnother }: ConfirmFormProps) {
  const { ws, setSession, account: work, go, announce } = usePane();
  const task = useTask();
  const asking = useTask();
  const turn = useMailTurn();
  const [isChecked, setIsChecked] = useState(false);
  const { account } = words;
  const { profile } = roomWords;
  const isWrong = isRefusedAs(task.failure, 'wrong-code');

  const submit = async (code: string | null) => {
    setIsChecked(true);
    if (code === null) return;
    const changed = await task.run((options) => confirmEmail(ws, code, options));
    if (!changed) return;
    work.set(changed);
    setSession(readSession(ws.store));
    go('account', profile.emailChanged(changed.email));
  };
  const field = useCode(sixDigits, (code) => void submit(code));
  const enter = (text: string) => {
    setIsChecked(false);
    task.forget();
    field.enter(text);
  };
  const again = async () => {
    if (!(await asking.finish((options) => askEmailChange(ws, email, options)))) return;
    turn.take();
    announce(account.resent);
  };
  const missing = isChecked && field.code === null ? account.codeNeeded : null;
  return (
    <>
      <Body1>{profile.emailSent(email)}</Body1>
      {!isWrong && <Failed failure={task.failure} />}
      <Failed failure={asking.failure} />
      {turn.taken > 0 && <Body1>{account.resent}</Body1>}
      <Form
        submit={profile.confirmEmail}
        isBusy={task.isRunning}
        onSubmit={() => void submit(field.code)}
        other={
          <>
            <Button
              appearance="subtle"
              disabledFocusable={turn.wait > 0 || asking.isRunning}
              onClick={() => void again()}
            >
              {turn.wait > 0 ? account.resendIn(String(turn.wait)) : account.resend}
            </Button>
            <Button appearance="subtle" onClick={onAnother}>
              {account.other}
            </Button>
          </>
        }
      >
        <Entry
          label={account.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={field.text}
          onValue={enter}
          fault={missing ?? (isWrong ? account.wrongCode : null)}
        />
      </Form>
    </>
  );
}
