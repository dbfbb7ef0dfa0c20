import { Body1, Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { resendCode, verifyEmail } from '../../flows/sign-up.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { Entry, Form } from './Form.tsx';

const DIGITS = 6;
const FIRST_WAIT_S = 30;

/** The code from the mail; pasted with blanks or a dash it is the same code. */
export function Verify() {
  const { ws, go, session, setSession, announce } = usePane();
  const task = useTask();
  const resending = useTask();
  const [code, setCode] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const [resends, setResends] = useState(0);
  const [wait, setWait] = useCountdown();
  const { account } = words;
  const email = session.email ?? '';
  const { failure } = task;
  const isWrong = failure?.from === 'server' && failure.code === 'wrong-code';
  const fault = code.length < DIGITS ? account.codeNeeded : null;

  const submit = async (digits: string) => {
    setIsChecked(true);
    if (digits.length < DIGITS) return;
    const done = await task.run((options) => verifyEmail(ws, { email, code: digits }, options));
    if (!done) return;
    setSession(done);
    go('home');
  };
  const enter = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, DIGITS);
    setCode(digits);
    setIsChecked(false);
    task.forget();
    // Pasted or filled in by the system as a whole: there is nothing left to type.
    if (digits.length === DIGITS && code.length < DIGITS - 1) void submit(digits);
  };
  const resend = async () => {
    const done = await resending.run(async (options) => {
      await resendCode(ws, email, options);
      return true;
    });
    if (!done) return;
    setResends(resends + 1);
    setWait(FIRST_WAIT_S * 2 ** resends);
    announce(account.resent);
  };
  return (
    <Page title={account.verifyTitle} onBack={() => go('sign-up')}>
      <Body1>{account.verifySent(email)}</Body1>
      {!isWrong && <Failed failure={failure} />}
      <Failed failure={resending.failure} />
      {resends > 0 && <Body1>{account.resent}</Body1>}
      <Form
        submit={account.verify}
        isBusy={task.isRunning}
        onSubmit={() => void submit(code)}
        other={
          <>
            <Button
              appearance="subtle"
              disabledFocusable={wait > 0 || resending.isRunning}
              onClick={() => void resend()}
            >
              {wait > 0 ? account.resendIn(String(wait)) : account.resend}
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
          value={code}
          onValue={enter}
          fault={(isChecked ? fault : null) ?? (isWrong ? account.wrongCode : null)}
        />
      </Form>
    </Page>
  );
}

/** Seconds until another code may be asked for: each takes twice as long as the one before. */
function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}
