import { Body1 } from '@fluentui/react-components';
import { useState } from 'react';
import type { Account } from '../../../contract/account.ts';
import { askEmailChange, confirmEmail } from '../../flows/account.ts';
import { readSession } from '../../flows/session.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { Entry, Form, emailFault } from './Form.tsx';
import { MailedCodeForm } from './MailedCodeForm.tsx';
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
  const { ws, setSession, account: work, go } = usePane();
  const task = useTask();
  const { profile } = roomWords;
  const confirm = async (code: string) => {
    const changed = await task.run((options) => confirmEmail(ws, code, options));
    if (!changed) return;
    work.set(changed);
    setSession(readSession(ws.store));
    go('account', profile.emailChanged(changed.email));
  };
  return (
    <>
      <Body1>{profile.emailSent(email)}</Body1>
      <MailedCodeForm
        submit={profile.confirmEmail}
        task={task}
        onCode={(code) => void confirm(code)}
        again={(options) => askEmailChange(ws, email, options)}
        onOther={onAnother}
      />
    </>
  );
}
