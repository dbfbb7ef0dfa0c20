import { Body1, Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { sixDigits } from '../../flows/codes.ts';
import type { FlowOptions } from '../../flows/workspace.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { Entry, Form } from './Form.tsx';
import { passwordRefusal } from './NewPasswordEntry.tsx';
import { useCode } from './use-code.ts';
import { useMailTurn } from './use-mail-turn.ts';

export interface MailedCodeFormProps {
  readonly submit: string;
  /** Of sending the code. */
  readonly task: Task;
  readonly onCode: (code: string) => void;
  /** Asks for another mail. */
  readonly again: (options: FlowOptions) => Promise<void>;
  /** The mail went to the wrong address. */
  readonly onOther: () => void;
  /** What else is asked for, before the code: put in, that is sent at once. */
  readonly children?: ReactNode;
}

/** The code that went to a mailbox; pasted with blanks or a dash it is the same code. */
export function MailedCodeForm(props: MailedCodeFormProps) {
  const { submit, task, onCode, again, onOther, children } = props;
  const { announce } = usePane();
  const asking = useTask();
  const turn = useMailTurn();
  const field = useCode({ read: sixDigits, task, send: onCode });
  const { account } = words;
  const askAgain = async () => {
    if (!(await asking.finish(again))) return;
    turn.take();
    announce(account.resent);
  };
  const missing = field.isMissing ? account.codeNeeded : null;
  return (
    <>
      {!field.isWrong && passwordRefusal(task.failure) === null && (
        <Failed failure={task.failure} />
      )}
      <Failed failure={asking.failure} />
      {turn.taken > 0 && <Body1>{account.resent}</Body1>}
      <Form
        submit={submit}
        isBusy={task.isRunning}
        onSubmit={field.submit}
        other={
          <>
            <Button
              appearance="subtle"
              disabledFocusable={turn.wait > 0 || asking.isRunning}
              onClick={() => void askAgain()}
            >
              {turn.wait > 0 ? account.resendIn(String(turn.wait)) : account.resend}
            </Button>
            <Button appearance="subtle" onClick={onOther}>
              {account.other}
            </Button>
          </>
        }
      >
        {children}
        <Entry
          label={account.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={field.text}
          onValue={field.enter}
          fault={missing ?? (field.isWrong ? account.wrongCode : null)}
        />
      </Form>
    </>
  );
}
