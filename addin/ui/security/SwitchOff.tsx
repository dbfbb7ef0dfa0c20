import { Body1 } from '@fluentui/react-components';
import { removeSecondStep } from '../../flows/second-step.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';

export function SwitchOff() {
  const { ws, go } = usePane();
  const task = useTask();
  const { enrol } = roomWords;
  const remove = async () => {
    const isDone = await task.finish((options) => removeSecondStep(ws, options));
    if (isDone) go('security', enrol.switchedOff);
  };
  return (
    <Page
      title={enrol.offTitle}
      onBack={() => go('security')}
      next={{ label: enrol.switchOff, onClick: () => void remove(), isDisabled: task.isRunning }}
    >
      <Failed failure={task.failure} />
      <Body1>{enrol.offHow}</Body1>
    </Page>
  );
}
