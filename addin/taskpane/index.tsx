/**
 * The task pane's entry: ties the commands first, then shows the views. It knows `ui`, the commands and
 * what Excel says of itself; what the pane does is in `flows`.
 */
import { onCommand } from './commands.ts';
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
      <Pane isDark={isDark} locale={locale} onCommand={onCommand} showPane={showPane} />
    </StrictMode>,
  );
}

void start();
