import { Link } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { secondStepCode } from '../../flows/codes.ts';
import { Failed } from '../shell/Failed.tsx';
import type { Task } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { Entry, Form } from './Form.tsx';
import { useCode } from './use-code.ts';

export interface SecondStepFormProps {
  /** Of showing the code. */
  readonly task: Task;
  readonly submit: string;
  readonly onCode: (code: string) => void;
  readonly other: ReactNode;
}

/** Six digits of the app, or a recovery code: either is taken, whatever the field is called just then. */
export function SecondStepForm({ task, submit, onCode, other }: SecondStepFormProps) {
  const entry = useRef<HTMLDivElement>(null);
  const [isRecovery, setIsRecovery] = useState(false);
  const field = useCode({ read: secondStepCode, task, send: onCode });
  const said = roomWords.secondStep;
  const missing = field.isMissing ? said.needed : null;
  const turn = () => {
    setIsRecovery(!isRecovery);
    entry.current?.querySelector('input')?.focus();
  };
  return (
    <>
      {!field.isWrong && <Failed failure={task.failure} />}
      <Form submit={submit} isBusy={task.isRunning} onSubmit={field.submit} other={other}>
        <div ref={entry}>
          <Entry
            label={isRecovery ? said.recovery : said.code}
            {...(isRecovery ? { hint: said.recoveryHow } : {})}
            inputMode={isRecovery ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            value={field.text}
            onValue={field.enter}
            fault={missing ?? (field.isWrong ? said.wrong : null)}
          />
          <Link as="button" type="button" onClick={turn}>
            {isRecovery ? said.toApp : said.toRecovery}
          </Link>
        </div>
      </Form>
    </>
  );
}
