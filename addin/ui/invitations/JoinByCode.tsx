import type { Property } from '../../../contract/properties.ts';
import { invitationCode } from '../../flows/codes.ts';
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
  const said = roomWords.invitations;
  const join = async (code: string) => {
    const joined = await task.run((options) => acceptInvitation(ws, { code }, options));
    if (joined) onJoined(joined);
  };
  const field = useCode({
    read: invitationCode,
    task,
    send: (code) => void join(code),
    refusals: ['wrong-code', 'not-found'],
  });
  const missing = field.isMissing ? said.codeNeeded : null;
  return (
    <>
      {!field.isWrong && <Failed failure={task.failure} />}
      <Form submit={said.join} isBusy={task.isRunning} {...{ isQuiet }} onSubmit={field.submit}>
        <Entry
          label={said.code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          value={field.text}
          onValue={field.enter}
          fault={missing ?? (field.isWrong ? said.wrongCode : null)}
        />
      </Form>
    </>
  );
}
