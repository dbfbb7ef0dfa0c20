import { Body1, Button, Link } from '@fluentui/react-components';
import { Suspense, lazy, useState } from 'react';
import { isRefusedAs } from '../../flows/failure.ts';
import type { Session } from '../../flows/session.ts';
import { signIn } from '../../flows/sign-in.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { move } from '../shell/moves.ts';
import { useDraft } from '../use-draft.ts';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { Entry, Form, PasswordEntry, emailFault } from './Form.tsx';
import type { ResetDraft } from './ResetPassword.tsx';

const ResetPassword = lazy(async () => ({
  default: (await import('./ResetPassword.tsx')).ResetPassword,
}));

export interface SignInProps {
  /** Shown in place of a view that asks for somebody: it is gone on with afterwards. */
  readonly isInterruption: boolean;
}

/** By the password, or by choosing another one. */
export function SignIn({ isInterruption }: SignInProps) {
  const { go, setSession, connection } = usePane();
  // A look into the mailbox may take the pane along.
  const [reset, setReset] = useDraft<ResetDraft | null>('reset', connection.fileName, null);
  const turnTo = (draft: ResetDraft | null) => {
    move();
    setReset(draft);
  };
  const enter = (session: Session) => {
    setSession(session);
    setReset(null);
    // What was interrupted comes back by itself.
    move();
    if (session.next === 'verify-email') go('verify');
    else if (!isInterruption) go('home');
  };
  if (reset !== null) {
    return (
      <Suspense>
        <ResetPassword reset={reset} onReset={turnTo} onEntered={enter} />
      </Suspense>
    );
  }
  return (
    <ByPassword
      isInterruption={isInterruption}
      onEntered={enter}
      onForgot={(email) => turnTo({ email, ticket: null })}
    />
  );
}

interface ByPasswordProps extends SignInProps {
  readonly onEntered: (session: Session) => void;
  readonly onForgot: (email: string) => void;
}

function ByPassword({ isInterruption, onEntered, onForgot }: ByPasswordProps) {
  const { ws, go, session } = usePane();
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
    if (done) onEntered(done);
  };
  return (
    <Page title={account.signInTitle} onBack={isInterruption ? undefined : () => go('welcome')}>
      {isInterruption && session.email !== null && <Body1>{account.again}</Body1>}
      {!isWrong && <Failed failure={failure} />}
      {isRefusedAs(failure, 'too-many-requests') && <Body1>{account.lockedReset}</Body1>}
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
        <div>
          <PasswordEntry
            autoComplete="current-password"
            value={password}
            onValue={setPassword}
            fault={(isChecked ? fault : null) ?? (isWrong ? account.wrongCredentials : null)}
          />
          <Link as="button" type="button" onClick={() => onForgot(email.trim())}>
            {account.forgot}
          </Link>
        </div>
      </Form>
    </Page>
  );
}
