import { Body1 } from '@fluentui/react-components';
import { useState } from 'react';
import { changeName } from '../../flows/account.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { roomWords } from '../words/rooms.ts';
import { Entry, Form } from './Form.tsx';
import { WithAccount } from './WithAccount.tsx';

export function NameRoom() {
  const { go } = usePane();
  const { profile } = roomWords;
  return (
    <Page title={profile.nameTitle} onBack={() => go('account')}>
      <Body1>{profile.nameHow}</Body1>
      <WithAccount>{({ name }) => <NameForm known={name} />}</WithAccount>
    </Page>
  );
}

function NameForm({ known }: { known: string }) {
  const { ws, account: work, go } = usePane();
  const task = useTask();
  const [name, setName] = useState(known);
  const [isChecked, setIsChecked] = useState(false);
  const { account } = words;
  const { profile } = roomWords;
  const fault = name.trim() === '' ? account.nameNeeded : null;
  const submit = async () => {
    setIsChecked(true);
    if (fault !== null) return;
    const changed = await task.run((options) => changeName(ws, name.trim(), options));
    if (!changed) return;
    work.set(changed);
    go('account', profile.nameChanged);
  };
  return (
    <>
      <Failed failure={task.failure} />
      <Form submit={profile.save} isBusy={task.isRunning} onSubmit={() => void submit()}>
        <Entry
          label={account.name}
          autoComplete="name"
          maxLength={100}
          value={name}
          onValue={setName}
          fault={isChecked ? fault : null}
        />
      </Form>
    </>
  );
}
