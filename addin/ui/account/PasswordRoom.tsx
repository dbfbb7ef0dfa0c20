import { Caption1 } from '@fluentui/react-components';
import { useState } from 'react';
import type { Account } from '../../../contract/account.ts';
import { changePassword } from '../../flows/account.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { roomWords } from '../words/rooms.ts';
import { Form, PasswordEntry, WhosePassword } from './Form.tsx';
import { NewPasswordEntry, lengthFault, passwordRefusal } from './NewPasswordEntry.tsx';
import { WithAccount } from './WithAccount.tsx';

export function PasswordRoom() {
  const { go } = usePane();
  return (
    <Page title={roomWords.profile.passwordTitle} onBack={() => go('account')}>
      <WithAccount>{(account) => <PasswordForm account={account} />}</WithAccount>
    </Page>
  );
}

function PasswordForm({ account }: { account: Account }) {
  const { ws, go } = usePane();
  const task = useTask();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { profile } = roomWords;
  const isWrong = isRefusedAs(task.failure, 'wrong-credentials');
  const refusal = passwordRefusal(task.failure);
  const faults = {
    current: current === '' ? words.account.passwordNeeded : null,
    password: lengthFault(password),
  };
  const submit = async () => {
    setIsChecked(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    const input = { currentPassword: current, newPassword: password };
    const isDone = await task.finish((options) => changePassword(ws, input, options));
    if (isDone) go('account', profile.passwordChanged);
  };
  return (
    <>
      {!isWrong && refusal === null && <Failed failure={task.failure} />}
      <Form submit={profile.save} isBusy={task.isRunning} onSubmit={() => void submit()}>
        <WhosePassword email={account.email} />
        <PasswordEntry
          label={profile.currentPassword}
          autoComplete="current-password"
          value={current}
          onValue={setCurrent}
          fault={(isChecked ? faults.current : null) ?? (isWrong ? profile.wrongPassword : null)}
        />
        <NewPasswordEntry
          label={profile.newPassword}
          value={password}
          onValue={setPassword}
          owner={account}
          fault={(isChecked ? faults.password : null) ?? refusal}
        />
        <Caption1>{profile.passwordEffect}</Caption1>
      </Form>
    </>
  );
}
