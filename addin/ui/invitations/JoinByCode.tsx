import { useState } from 'react';
import type { Property } from '../../../contract/properties.ts';
import { invitationCode } from '../../flows/codes.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { acceptInvitation } from '../../flows/invitations.ts';
import { Entry, Form } from '../account/Form.tsx';
import { useCode } from '../account/use-code.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';

export interface JoinByCodeProps {
  readonly isQuiet: boolean;
  readonly onJoined: (property: Property) => void;
}

export function JoinByCode({ isQuiet, onJoined }: JoinByCodeProps) {
  const { ws } = usePane();
  const task = useTask();
  const [isChecked, setIsChecked] = useState(false);
  const said = roomWords.invitations;
  const isWrong = isRefusedAs(task.failure, 'wrong-code') || isRefusedAs(task.failure, 'not-found');
  const submit = async (code: string | null) => {
    setIsChecked(true);
    if (code === null) return;
    const joined = await task.run((options) => acceptInvitation(ws, { code }, options));
    if (joined) onJoined(joined);
  };
  const field = useCode(invitationCode, (code) => void submit(code));
  const enter = (text: string) => {
    setIsChecked(false);
    task.forget();
    field.enter(text);
  };
  const missing = isChecked && field.code === null ? said.codeNeeded : null;
  return (
    <>
      {!isWrong && <Failed failure={task.failure} />}
      <Form
        submit={said.join}
        isBusy={task.isRunning}
        {...{ isQuiet }}
        onSubmit={() => void submit(field.code)}
      >
        <Entry
          label={said.code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          value={field.text}
          onValue={enter}
          fault={missing ?? (isWrong ? said.wrongCode : null)}
        />
      </Form>
    </>
  );
}
