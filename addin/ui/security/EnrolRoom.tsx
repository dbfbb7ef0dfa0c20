import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { AppKey } from '../../flows/second-step.ts';
import { startSecondStep } from '../../flows/second-step.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { move } from '../shell/moves.ts';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { KeepCodes } from './KeepCodes.tsx';
import { ShowKey } from './ShowKey.tsx';

const useStyles = makeStyles({
  steps: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
});

/** Switching on the second step: what it takes, the key and its code, the codes to keep. */
export function EnrolRoom() {
  const { go, account } = usePane();
  const [key, setKey] = useState<AppKey | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const started = (made: AppKey) => {
    move();
    setKey(made);
  };
  const confirmed = (made: readonly string[]) => {
    move();
    setCodes(made);
    void account.load();
  };
  if (codes !== null) {
    return <KeepCodes codes={codes} onKept={() => go('security', roomWords.enrol.on)} />;
  }
  if (key !== null) return <ShowKey appKey={key} onConfirmed={confirmed} />;
  return <WhatItTakes onKey={started} />;
}

function WhatItTakes({ onKey }: { onKey: (key: AppKey) => void }) {
  const styles = useStyles();
  const { ws, go } = usePane();
  const task = useTask();
  const { enrol } = roomWords;
  const start = async () => {
    const key = await task.run((options) => startSecondStep(ws, options));
    if (key) onKey(key);
  };
  return (
    <Page
      title={enrol.title}
      onBack={() => go('security')}
      next={{ label: enrol.start, onClick: () => void start(), isDisabled: task.isRunning }}
    >
      <Failed failure={task.failure} />
      <ol className={styles.steps}>
        {enrol.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Page>
  );
}
