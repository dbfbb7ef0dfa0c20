import { Body1 } from '@fluentui/react-components';
import { useState } from 'react';
import { renewRecoveryCodes } from '../../flows/second-step.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { move } from '../shell/moves.ts';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { KeepCodes } from './KeepCodes.tsx';

export function RenewCodes() {
  const { ws, go } = usePane();
  const task = useTask();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { enrol } = roomWords;
  const renew = async () => {
    const made = await task.run((options) => renewRecoveryCodes(ws, options));
    if (!made) return;
    move();
    setCodes(made);
  };
  if (codes !== null) {
    return <KeepCodes codes={codes} onKept={() => go('security', enrol.renewed)} />;
  }
  return (
    <Page
      title={enrol.renewTitle}
      onBack={() => go('security')}
      next={{ label: enrol.renew, onClick: () => void renew(), isDisabled: task.isRunning }}
    >
      <Failed failure={task.failure} />
      <Body1>{enrol.renewHow}</Body1>
    </Page>
  );
}
