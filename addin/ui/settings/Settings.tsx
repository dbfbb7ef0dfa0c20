import { Body1, Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { disconnect, readConnection } from '../../flows/connect.ts';
import { usePane } from '../pane-context.ts';
import { PropertySettings } from '../property/PropertySettings.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Section } from '../shell/Section.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { AccountSection } from './AccountSection.tsx';
import { SharingSection } from './SharingSection.tsx';

const useStyles = makeStyles({
  button: { alignSelf: 'flex-start' },
  quiet: { color: tokens.colorNeutralForeground2 },
  text: { overflowWrap: 'anywhere' },
});

/** Property, account, workbook, help. */
export function Settings() {
  const { settingsView } = words;
  const styles = useStyles();
  const { hasTabs, go } = usePane();
  return (
    <Page title={settingsView.title} onBack={hasTabs ? undefined : () => go('home')}>
      <WorkbookSection />
      <PropertySettings />
      <SharingSection />
      <AccountSection />
      <Section title={settingsView.about}>
        <Body1>
          <Link href="/help.html" target="_blank" rel="noopener">
            {settingsView.help}
          </Link>
        </Body1>
        <Caption1 className={styles.quiet}>{settingsView.version}</Caption1>
      </Section>
    </Page>
  );
}

function WorkbookSection() {
  const styles = useStyles();
  const { ws, connection, setConnection, results, review, go, announce } = usePane();
  const task = useTask();
  const [isDone, setIsDone] = useState(false);
  const { settingsView } = words;
  const name = results.results?.property.name;
  const isConnected = connection.propertyId !== null;
  const { load } = results;
  useEffect(() => {
    if (isConnected && name === undefined) void load();
  }, [isConnected, name, load]);

  const forget = async () => {
    const now = await task.run(async (options) => {
      await disconnect(ws, options);
      return readConnection(ws, options);
    });
    if (!now) return;
    review.forget();
    results.forget();
    setConnection(now);
    setIsDone(true);
    announce(settingsView.disconnected);
  };
  return (
    <Section title={settingsView.workbook}>
      <Failed failure={task.failure} />
      {isConnected ? (
        <>
          {name !== undefined && (
            <Body1 className={styles.text}>{settingsView.connectedTo(name)}</Body1>
          )}
          <Button className={styles.button} onClick={() => go('property')}>
            {settingsView.change}
          </Button>
          <Button
            className={styles.button}
            disabledFocusable={task.isRunning}
            onClick={() => void forget()}
          >
            {settingsView.disconnect}
          </Button>
          <Caption1 className={styles.quiet}>{settingsView.disconnectHow}</Caption1>
        </>
      ) : (
        <>
          <Body1>{isDone ? settingsView.disconnected : settingsView.notConnected}</Body1>
          <Button className={styles.button} appearance="primary" onClick={() => go('property')}>
            {settingsView.connect}
          </Button>
        </>
      )}
    </Section>
  );
}
