import { Body1 } from '@fluentui/react-components';
import { resendCode, verifyEmail } from '../../flows/sign-up.ts';
import { usePane } from '../pane-context.ts';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { MailedCodeForm } from './MailedCodeForm.tsx';

export function Verify() {
  const { ws, go, session, setSession } = usePane();
  const task = useTask();
  const { account } = words;
  const email = session.email ?? '';
  const verify = async (code: string) => {
    const done = await task.run((options) => verifyEmail(ws, { email, code }, options));
    if (!done) return;
    setSession(done);
    go('home');
  };
  return (
    <Page title={account.verifyTitle} onBack={() => go('sign-up')}>
      <Body1>{account.verifySent(email)}</Body1>
      <MailedCodeForm
        submit={account.verify}
        task={task}
        onCode={(code) => void verify(code)}
        again={(options) => resendCode(ws, email, options)}
        onOther={() => go('sign-up')}
      />
    </Page>
  );
}
