import { Body1, Button, makeStyles } from '@fluentui/react-components';
import { DesktopRegular, HistoryRegular } from '@fluentui/react-icons';
import type { Account } from '../../../contract/account.ts';
import { usePane } from '../pane-context.ts';
import { Rooms } from '../settings/Rooms.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';

const useStyles = makeStyles({ button: { alignSelf: 'flex-start' } });

/** What keeps others out, and what tells whether it did. */
export function SecurityRoom() {
  const { account: work, go } = usePane();
  const { account, loading, load } = work;
  const { security } = roomWords;
  useOpening(load);
  const isOff = account !== null && account.secondFactor === null;
  return (
    <Page
      title={security.title}
      onBack={() => go('settings')}
      next={isOff ? { label: security.switchOn, onClick: () => go('second-step') } : undefined}
    >
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {account === null ? <Working task={loading} /> : <SecondStepState account={account} />}
      <Rooms
        rooms={[
          {
            view: 'sessions',
            icon: <DesktopRegular />,
            title: security.sessions,
            line: security.sessionsHow,
          },
          {
            view: 'security-log',
            icon: <HistoryRegular />,
            title: security.log,
            line: security.logHow,
          },
        ]}
      />
    </Page>
  );
}

function SecondStepState({ account: { secondFactor } }: { account: Account }) {
  const styles = useStyles();
  const { formats, go } = usePane();
  const { security } = roomWords;
  return (
    <Section title={security.second}>
      <Body1>{secondFactor ? security.on : security.off}</Body1>
      {secondFactor && (
        <>
          <Body1>{security.codesLeft(formats.count(secondFactor.recoveryCodesLeft))}</Body1>
          <Button className={styles.button} onClick={() => go('recovery-codes')}>
            {security.newCodes}
          </Button>
          <Button className={styles.button} onClick={() => go('second-step-off')}>
            {security.switchOff}
          </Button>
        </>
      )}
    </Section>
  );
}
