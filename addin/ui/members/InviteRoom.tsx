import { Body1 } from '@fluentui/react-components';
import { useState } from 'react';
import type { Role } from '../../../contract/endpoint.ts';
import { INVITATION_DAYS } from '../../../contract/invitations.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { invite } from '../../flows/members.ts';
import { Entry, Form, emailFault } from '../account/Form.tsx';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { RoleField } from './RoleField.tsx';

export function InviteRoom() {
  const { ws, go, formats, connection } = usePane();
  const task = useTask();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const [isChecked, setIsChecked] = useState(false);
  const { sharing } = roomWords;
  const address = email.trim();
  const isMember = isRefusedAs(task.failure, 'already-member');
  const submit = async () => {
    setIsChecked(true);
    const propertyId = connection.propertyId;
    if (propertyId === null || emailFault(address) !== null) return;
    const whom = { email: address, role };
    if (await task.finish((options) => invite(ws, propertyId, whom, options))) {
      go('members', sharing.invited(address));
    }
  };
  return (
    <Page title={sharing.inviteTitle} onBack={() => go('members')}>
      <Body1>{sharing.inviteHow(formats.count(INVITATION_DAYS))}</Body1>
      {!isMember && <Failed failure={task.failure} />}
      <Form submit={sharing.send} isBusy={task.isRunning} onSubmit={() => void submit()}>
        <Entry
          label={sharing.email}
          type="email"
          autoComplete="off"
          value={email}
          onValue={(text) => {
            task.forget();
            setEmail(text);
          }}
          fault={
            (isChecked ? emailFault(address) : null) ?? (isMember ? sharing.alreadyMember : null)
          }
        />
        <RoleField role={role} onRole={setRole} />
      </Form>
    </Page>
  );
}
