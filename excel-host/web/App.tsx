import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { ExcelError } from '../error.ts';
import type { Workbook } from '../model/workbook.ts';
import { XlsxError } from '../xlsx/xml.ts';
import type { Keeper } from './keeper.ts';
import type { Addin, Shortcut } from './manifest.ts';
import { NoticeBar, useNotices } from './notices.tsx';
import { goToNextRegion } from './regions.ts';
import type { Session } from './session.ts';
import { TitleBar } from './TitleBar.tsx';
import { Window } from './Window.tsx';
import { type Surroundings, download, fetchSample, readFile, startSession } from './workbooks.ts';

export interface AppProps {
  readonly first: Session;
  /** What to tell at the start, where there is something to tell. */
  readonly welcome: string | undefined;
  readonly addin: Addin;
  readonly shortcuts: readonly Shortcut[];
  readonly surroundings: Surroundings;
  readonly locale: string;
  /** Undefined where the browser keeps nothing. */
  readonly keeper: Keeper | undefined;
}

/** The window of the emulated Excel, with one workbook open at a time. */
export function App(props: AppProps) {
  const { first, welcome, addin, surroundings, keeper } = props;
  const [session, setSession] = useState(first);
  const notices = useNotices();
  const { show } = notices;

  useEffect(() => {
    keeper?.watch(session);
    document.title = `${session.workbook.name} – try it without Excel`;
  }, [keeper, session]);
  useEffect(
    () => (welcome === undefined ? undefined : show({ intent: 'info', text: welcome })),
    [show, welcome],
  );

  const refused = useCallback(
    (error: unknown) => {
      show({ intent: 'error', text: wordsOf(error) });
    },
    [show],
  );
  const attempt = useCallback(
    (act: () => void) => {
      try {
        act();
      } catch (error) {
        refused(error);
      }
    },
    [refused],
  );
  const open = useCallback(
    (read: () => Promise<Workbook>): void => {
      const replace = async (): Promise<void> => {
        const workbook = await read();
        setSession(startSession(workbook, surroundings));
        const back = { label: `Back to ${session.workbook.name}`, run: () => setSession(session) };
        show({
          intent: 'success',
          text: `${workbook.name} is open. It stays in this browser.`,
          actions: [back],
        });
      };
      replace().catch(refused);
    },
    [session, surroundings, show, refused],
  );
  const save = useCallback(
    (workbook: Workbook): void => attempt(() => download(workbook, addin.id)),
    [attempt, addin.id],
  );
  // Another window would be another page with an add-in of its own, and they would keep one file.
  useEffect(
    () =>
      session.receive((made) =>
        show({
          intent: 'success',
          text: `${made.name} is ready. Excel would open it in a window of its own.`,
          actions: [
            { label: 'Open it here', run: () => open(() => Promise.resolve(made)) },
            { label: 'Save it as a file', run: () => save(made) },
          ],
        }),
      ),
    [session, show, open, save],
  );

  return (
    <FluentProvider theme={useIsDark() ? webDarkTheme : webLightTheme}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- from the title bar into the workbook */}
      <div
        className="window"
        onKeyDown={(event) => {
          if (event.key !== 'F6' || event.defaultPrevented) return;
          event.preventDefault();
          goToNextRegion(false, () => {});
        }}
      >
        <TitleBar
          fileName={session.workbook.name}
          isKept={keeper !== undefined}
          openSample={(sample) => open(() => fetchSample(sample, addin.id))}
          openFile={(file) => open(() => readFile(file, addin.id))}
          save={() => save(session.workbook)}
        />
        <Window
          {...props}
          key={session.id}
          session={session}
          attempt={attempt}
          refused={refused}
          show={show}
          notices={<NoticeBar notices={notices} />}
        />
      </div>
    </FluentProvider>
  );
}

/** What Excel refuses comes in words; anything else is a fault of this page and says so. */
function wordsOf(error: unknown): string {
  if (error instanceof ExcelError || error instanceof XlsxError) return error.message;
  return `That did not work: ${error instanceof Error ? error.message : String(error)}`;
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');

function useIsDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      dark.addEventListener('change', listener);
      return () => dark.removeEventListener('change', listener);
    },
    () => dark.matches,
  );
}
