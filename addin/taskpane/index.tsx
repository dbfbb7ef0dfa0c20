/**
 * The task pane's entry: ties the commands first, then shows the views. It knows `ui` and the commands;
 * what the pane does is in `flows`.
 */
import { onCommand } from './commands.ts';
import {
  Body1,
  FluentProvider,
  Subtitle1,
  makeStyles,
  tokens,
  webLightTheme,
} from '@fluentui/react-components';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { officeReady } from '../excel/runtime.ts';

const useStyles = makeStyles({
  page: { padding: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalM },
});

function Page() {
  const styles = useStyles();
  const [host, setHost] = useState('Looking for Excel …');
  const [command, setCommand] = useState('none yet');
  useEffect(() => {
    void officeReady().then((found) =>
      setHost(
        found ? `${found.host} (${found.platform})` : 'This page was opened outside of Excel.',
      ),
    );
    onCommand(async (name) => setCommand(name));
  }, []);
  return (
    <main className={styles.page}>
      <Subtitle1 as="h1">PowerTrackr</Subtitle1>
      <Body1 data-testid="host">{host}</Body1>
      <Body1 data-testid="command">Last command: {command}</Body1>
    </main>
  );
}

const root = document.getElementById('pane');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <FluentProvider theme={webLightTheme}>
        <Page />
      </FluentProvider>
    </StrictMode>,
  );
}
