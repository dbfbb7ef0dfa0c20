import { Body1 } from '@fluentui/react-components';
import { useState } from 'react';
import { chosenPassword, resendCode, verifyEmail } from '../../flows/sign-up.ts';
import { usePane } from '../pane-context.ts';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { WhosePassword } from './Form.tsx';
import { MailedCodeForm } from './MailedCodeForm.tsx';
import { NewPasswordEntry, lengthFault, passwordRefusal } from './NewPasswordEntry.tsx';

export function Verify() {
  const { ws, go, session, setSession } = usePane();
  const task = useTask();
  const { account } = words;
  const email = session.email ?? '';
  const [password, setPassword] = useState(() => chosenPassword(ws, email) ?? '');
  const [isAsked, setIsAsked] = useState(password === '');
  const [isChecked, setIsChecked] = useState(false);
  const refusal = passwordRefusal(task.failure);
  if (refusal !== null && !isAsked) setIsAsked(true);

  const verify = async (code: string) => {
    setIsChecked(true);
    if (lengthFault(password) !== null) return;
    const input = { email, code, password };
    const done = await task.run((options) => verifyEmail(ws, input, options));
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
      >
        {isAsked && (
          <>
            <WhosePassword email={email} />
            <NewPasswordEntry
              label={account.verifyPassword}
              hint={account.verifyPasswordWhy}
              value={password}
              onValue={setPassword}
              owner={{ email, name: '' }}
              fault={(isChecked ? lengthFault(password) : null) ?? refusal}
            />
          </>
        )}
      </MailedCodeForm>
    </Page>
  );
}
