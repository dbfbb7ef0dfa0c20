import { Body1, Button } from '@fluentui/react-components';
import { useState } from 'react';
import { isRefusedAs } from '../../flows/failure.ts';
import { signIn } from '../../flows/sign-in.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { move } from '../shell/moves.ts';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { Entry, Form, PasswordEntry, emailFault } from './Form.tsx';

export interface SignInProps {
  /** Shown in place of a view that asks for somebody: it is gone on with afterwards. */
  readonly isInterruption: boolean;
}

export function SignIn({ isInterruption }: SignInProps) {
  const { ws, go, session, setSession } = usePane();
  const task = useTask();
  const [email, setEmail] = useState(session.email ?? '');
  const [password, setPassword] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { account } = words;
  const { failure } = task;
  const isWrong = isRefusedAs(failure, 'wrong-credentials');
  const fault = password === '' ? account.passwordNeeded : null;

  const submit = async () => {
    setIsChecked(true);
    if (emailFault(email) ?? fault) return;
    const input = { email: email.trim(), password };
    const done = await task.run((options) => signIn(ws, input, options));
    if (!done) return;
    setSession(done);
    // What was interrupted comes back by itself.
    move();
    if (done.next === 'verify-email') go('verify');
    else if (!isInterruption) go('home');
  };
  return (
    <Page title={account.signInTitle} onBack={isInterruption ? undefined : () => go('welcome')}>
      {isInterruption && session.email !== null && <Body1>{account.again}</Body1>}
      {!isWrong && <Failed failure={failure} />}
      <Form
        submit={account.signIn}
        isBusy={task.isRunning}
        onSubmit={() => void submit()}
        other={
          <Button appearance="subtle" onClick={() => go('sign-up')}>
            {account.needOne}
          </Button>
        }
      >
        <Entry
          label={account.email}
          type="email"
          autoComplete="username"
          value={email}
          onValue={setEmail}
          fault={isChecked ? emailFault(email) : null}
        />
        <PasswordEntry
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          fault={(isChecked ? fault : null) ?? (isWrong ? account.wrongCredentials : null)}
        />
      </Form>
    </Page>
  );
}
