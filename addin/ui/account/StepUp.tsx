import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { isRefusedAs } from '../../flows/failure.ts';
import type { Shown } from '../../flows/step-up.ts';
import { stepUp } from '../../flows/step-up.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { takeFocus } from '../shell/take-focus.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { roomWords } from '../words/rooms.ts';
import { Form, PasswordEntry, WhosePassword } from './Form.tsx';
import { SecondStepForm } from './SecondStepForm.tsx';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/**
 * Stands in a view, in place of what it shows, while something that was asked for there waits until
 * the person has shown again that it is them. Then the view is back, and goes on by itself.
 */
export function StepUp() {
  const styles = useStyles();
  const { ws, account: work, announce } = usePane();
  const task = useTask();
  const panel = useRef<HTMLDivElement>(null);
  const { account, load } = work;
  const isKnown = account !== null;
  useEffect(() => {
    if (!isKnown) void load();
  }, [isKnown, load]);
  useEffect(() => {
    const first = isKnown ? 'input:not([hidden])' : 'button';
    takeFocus(panel.current?.querySelector<HTMLElement>(first));
  }, [isKnown]);
  useEffect(() => announce(roomWords.proof.title), [announce]);

  const show = (shown: Shown) => void task.run((options) => stepUp(ws, shown, options));
  const other = (
    <Button appearance="subtle" onClick={ws.proof.decline}>
      {words.cancel}
    </Button>
  );
  return (
    <Section title={roomWords.proof.title}>
      <div ref={panel} className={styles.panel}>
        <Failed failure={work.loading.failure} onRetry={() => void load()} />
        <Working task={work.loading} canCancel={false} />
        {account === null && other}
        {account !== null && account.secondFactor === null && (
          <PasswordPanel {...{ task, show, other }} email={account.email} />
        )}
        {account !== null && account.secondFactor !== null && (
          <>
            <Body1>{roomWords.proof.withCode}</Body1>
            <SecondStepForm
              {...{ task, other }}
              submit={roomWords.proof.goOn}
              onCode={(code) => show({ code })}
            />
          </>
        )}
      </div>
    </Section>
  );
}

interface PasswordPanelProps {
  readonly task: Task;
  readonly show: (shown: Shown) => void;
  readonly other: ReactNode;
  readonly email: string;
}

function PasswordPanel({ task, show, other, email }: PasswordPanelProps) {
  const [password, setPassword] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const isWrong = isRefusedAs(task.failure, 'wrong-credentials');
  const missing = isChecked && password === '' ? words.account.passwordNeeded : null;
  const submit = () => {
    setIsChecked(true);
    if (password !== '') show({ password });
  };
  return (
    <>
      <Body1>{roomWords.proof.withPassword}</Body1>
      {!isWrong && <Failed failure={task.failure} />}
      <Form submit={roomWords.proof.goOn} isBusy={task.isRunning} onSubmit={submit} other={other}>
        <WhosePassword email={email} />
        <PasswordEntry
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          fault={missing ?? (isWrong ? roomWords.proof.wrongPassword : null)}
        />
      </Form>
    </>
  );
}
