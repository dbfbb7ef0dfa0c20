import { Body1, Button } from '@fluentui/react-components';
import { signInTotp, signOut } from '../../flows/sign-in.ts';
import { usePane } from '../pane-context.ts';
import { Page } from '../shell/Page.tsx';
import { move } from '../shell/moves.ts';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { SecondStepForm } from './SecondStepForm.tsx';

/** After the password: what was wanted before comes back by itself. */
export function SecondStep() {
  const { ws, go, setSession } = usePane();
  const task = useTask();
  const leaving = useTask();
  const said = roomWords.secondStep;

  const show = async (code: string) => {
    const done = await task.run((options) => signInTotp(ws, code, options));
    if (!done) return;
    move();
    setSession(done);
  };
  const leave = async () => {
    const left = await leaving.run(() => signOut(ws));
    if (!left) return;
    setSession(left);
    go('sign-in');
  };
  return (
    <Page title={said.title}>
      <Body1>{said.how}</Body1>
      <SecondStepForm
        task={task}
        submit={said.signIn}
        onCode={(code) => void show(code)}
        other={
          <Button
            appearance="subtle"
            disabledFocusable={leaving.isRunning}
            onClick={() => void leave()}
          >
            {said.somebodyElse}
          </Button>
        }
      />
    </Page>
  );
}
