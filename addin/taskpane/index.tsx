/**
 * The task pane's entry: ties commands and functions first, then shows the views. It knows `ui`, the commands and
 * what Excel says of itself; what the pane does is in `flows`.
 */
import { onCommand } from './commands.ts';
import { onFunctionCall } from './functions.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readAppearance } from '../excel/appearance.ts';
import { paneHost } from '../excel/host.ts';
import { officeReady, showPane } from '../excel/runtime.ts';
import { Pane } from '../ui/Pane.tsx';
import { Outside } from '../ui/Outside.tsx';

async function start(): Promise<void> {
  const place = document.getElementById('pane');
  if (!place) throw new Error('The page has no place for the pane.');
  const root = createRoot(place);
  if ((await officeReady()) === null) {
    root.render(<Outside />);
    return;
  }
  const { isDark, locale } = readAppearance(paneHost());
  root.render(
    <StrictMode>
      <Pane {...{ isDark, locale, onCommand, onFunctionCall, showPane }} />
    </StrictMode>,
  );
}

void start();
