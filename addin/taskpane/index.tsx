/**
 * The task pane's entry: ties commands and functions first, then shows the views. It knows `ui`, the commands and
 * what Excel says of itself and of its workbook; what the pane does is in `flows`.
 */
import './no-eval.ts';
import { onCommand } from './commands.ts';
import { onFunctionCall } from './functions.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readAppearance } from '../excel/appearance.ts';
import { paneHost } from '../excel/host.ts';
import { officeReady, showPane } from '../excel/runtime.ts';
import { connectionAtOnce } from '../flows/connect.ts';
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
  const host = paneHost();
  const { isDark, locale } = readAppearance(host);
  // The first picture is of the right view then, and not of one that waits.
  const known = await connectionAtOnce({ host });
  root.render(
    <StrictMode>
      <Pane {...{ isDark, locale, known, onCommand, onFunctionCall, showPane }} />
    </StrictMode>,
  );
}

void start();
