/** The least that a task pane of Fluent UI under office.js can be: what the pane's start is compared with. */
import { Button, FluentProvider, webLightTheme } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';

async function start(): Promise<void> {
  const place = document.getElementById('pane');
  if (!place) throw new Error('The page has no place for the pane.');
  await Office.onReady();
  createRoot(place).render(
    <FluentProvider theme={webLightTheme}>
      <Button appearance="primary">Go on</Button>
    </FluentProvider>,
  );
}

void start();
