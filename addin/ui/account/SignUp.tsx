import { Body1, Button } from '@fluentui/react-components';
import { useState } from 'react';
import { signUp } from '../../flows/sign-up.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { Entry, Form, emailFault } from './Form.tsx';
import { NewPasswordEntry, lengthFault, passwordRefusal } from './NewPasswordEntry.tsx';

export function SignUp() {
  const { ws, go, setSession, session } = usePane();
  const task = useTask();
  const [name, setName] = useState('');
  const [email, setEmail] = useState(session.email ?? '');
  const [password, setPassword] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { account } = words;
  const faults = {
    name: name.trim() === '' ? account.nameNeeded : null,
    email: emailFault(email),
    password: lengthFault(password),
  };
  const refusal = passwordRefusal(task.failure);

  const submit = async () => {
    setIsChecked(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    const input = { name: name.trim(), email: email.trim(), password };
    const done = await task.run((options) => signUp(ws, input, options));
    if (!done) return;
    setSession(done);
    go('verify');
  };
  return (
    <Page title={account.signUpTitle} onBack={() => go('welcome')}>
      <Body1>{account.signUpWhy}</Body1>
      {refusal === null && <Failed failure={task.failure} />}
      <Form
        submit={account.create}
        isBusy={task.isRunning}
        onSubmit={() => void submit()}
        other={
          <Button appearance="subtle" onClick={() => go('sign-in')}>
            {account.haveOne}
          </Button>
        }
      >
        <Entry
          label={account.name}
          autoComplete="name"
          value={name}
          onValue={setName}
          fault={isChecked ? faults.name : null}
        />
        <Entry
          label={account.email}
          type="email"
          autoComplete="email"
          value={email}
          onValue={setEmail}
          fault={isChecked ? faults.email : null}
        />
        <NewPasswordEntry
          value={password}
          onValue={setPassword}
          owner={{ email, name }}
          fault={(isChecked ? faults.password : null) ?? refusal}
        />
      </Form>
    </Page>
  );
}
