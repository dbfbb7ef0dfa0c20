import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { Suspense, lazy } from 'react';
import { inGroups, sixDigits } from '../../flows/codes.ts';
import type { AppKey } from '../../flows/second-step.ts';
import { confirmSecondStep } from '../../flows/second-step.ts';
import { Entry, Form } from '../account/Form.tsx';
import { useCode } from '../account/use-code.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useCopy } from '../shell/use-copy.ts';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { roomWords } from '../words/rooms.ts';

/** With what draws it: only who switches the second step on needs that. */
const QrCode = lazy(() => import('./QrCode.tsx'));

const useStyles = makeStyles({
  key: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  secret: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase300,
    overflowWrap: 'break-word',
    minWidth: 0,
  },
  copy: { flexShrink: 0 },
});

export interface ShowKeyProps {
  readonly appKey: AppKey;
  readonly onConfirmed: (recoveryCodes: readonly string[]) => void;
}

/** The key for the app, and the first code that the app makes of it. */
export function ShowKey({ appKey, onConfirmed }: ShowKeyProps) {
  const styles = useStyles();
  const { ws, go } = usePane();
  const task = useTask();
  const copying = useCopy();
  const { account } = words;
  const { enrol } = roomWords;
  const confirm = async (code: string) => {
    const codes = await task.run((options) => confirmSecondStep(ws, code, options));
    if (codes) onConfirmed(codes);
  };
  const field = useCode({ read: sixDigits, task, send: (code) => void confirm(code) });
  const missing = field.isMissing ? account.codeNeeded : null;
  return (
    <Page title={enrol.scan} onBack={() => go('security')}>
      <Suspense>
        <QrCode text={appKey.uri} label={enrol.picture} />
      </Suspense>
      <div>
        <Caption1 block>{enrol.typed}</Caption1>
        <div className={styles.key}>
          <span className={styles.secret}>{inGroups(appKey.secret, 4)}</span>
          <Button
            className={styles.copy}
            size="small"
            appearance="subtle"
            icon={<CopyRegular />}
            aria-label={enrol.copyKey}
            onClick={() => copying.copy(appKey.secret)}
          />
        </div>
        {copying.said !== null && <Body1>{copying.said}</Body1>}
      </div>
      {!field.isWrong && <Failed failure={task.failure} />}
      <Form submit={enrol.confirm} isBusy={task.isRunning} onSubmit={field.submit}>
        <Entry
          label={enrol.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={field.text}
          onValue={field.enter}
          fault={missing ?? (field.isWrong ? enrol.wrong : null)}
        />
      </Form>
    </Page>
  );
}
