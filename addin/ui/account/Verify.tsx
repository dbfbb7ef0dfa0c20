import { Body1, Button } from '@fluentui/react-components';
import { useState } from 'react';
import { sixDigits } from '../../flows/codes.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { resendCode, verifyEmail } from '../../flows/sign-up.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { Entry, Form } from './Form.tsx';
import { useCode } from './use-code.ts';
import { useMailTurn } from './use-mail-turn.ts';

/** The code from the mail; pasted with blanks or a dash it is the same code. */
export function Verify() {
  const { ws, go, session, setSession, announce } = usePane();
  const task = useTask();
  const resending = useTask();
  const [isChecked, setIsChecked] = useState(false);
  const turn = useMailTurn();
  const { account } = words;
  const email = session.email ?? '';
  const { failure } = task;
  const isWrong = isRefusedAs(failure, 'wrong-code');

  const submit = async (code: string | null) => {
    setIsChecked(true);
    if (code === null) return;
    const done = await task.run((options) => verifyEmail(ws, { email, code }, options));
    if (!done) return;
    setSession(done);
    go('home');
  };
  const field = useCode(sixDigits, (code) => void submit(code));
  const enter = (text: string) => {
    setIsChecked(false);
    task.forget();
    field.enter(text);
  };
  const resend = async () => {
    if (!(await resending.finish((options) => resendCode(ws, email, options)))) return;
    turn.take();
    announce(account.resent);
  };
  const missing = isChecked && field.code === null ? account.codeNeeded : null;
  return (
    <Page title={account.verifyTitle} onBack={() => go('sign-up')}>
      <Body1>{account.verifySent(email)}</Body1>
      {!isWrong && <Failed failure={failure} />}
      <Failed failure={resending.failure} />
      {turn.taken > 0 && <Body1>{account.resent}</Body1>}
      <Form
        submit={account.verify}
        isBusy={task.isRunning}
        onSubmit={() => void submit(field.code)}
        other={
          <>
            <Button
              appearance="subtle"
              disabledFocusable={turn.wait > 0 || resending.isRunning}
              onClick={() => void resend()}
            >
              {turn.wait > 0 ? account.resendIn(String(turn.wait)) : account.resend}
            </Button>
            <Button appearance="subtle" onClick={() => go('sign-up')}>
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
    </Page>
  );
}
