/**
 * The pane as people see it: one folder per view, what they share in `shell`, all words in `words.ts`.
 * It knows the flows and the contract's types; it never touches Excel, Office or the network, and it
 * keeps nothing that the flows can tell again.
 */
import {
  FluentProvider,
  makeStaticStyles,
  makeStyles,
  tokens,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { formatsFor } from './format.ts';
import { TellingContext } from './pane-context.ts';
import { Boundary } from './shell/Boundary.tsx';
import { Opened } from './Opened.tsx';
import type { OpenedProps } from './Opened.tsx';

export interface PaneProps extends OpenedProps {
  /** Undefined where Excel does not say: the browser knows then. */
  readonly isDark: boolean | undefined;
  readonly locale: string;
}

const useStaticStyles = makeStaticStyles({
  html: { scrollPaddingBottom: '120px', scrollPaddingTop: '8px' },
  body: { margin: 0 },
  // A field is as narrow as the pane: Fluent's would stay as wide as its text.
  '.fui-Field > *': { minWidth: 0, maxWidth: '100%' },
});

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  heard: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

export function Pane({ isDark, locale, ...opened }: PaneProps) {
  useStaticStyles();
  const styles = useStyles();
  const isBrowserDark = useIsBrowserDark();
  const [heard, announce] = useState('');
  const formats = useMemo(() => formatsFor(locale), [locale]);
  const telling = useMemo(() => ({ formats, locale, announce }), [formats, locale]);
  return (
    <FluentProvider
      theme={(isDark ?? isBrowserDark) ? webDarkTheme : webLightTheme}
      className={styles.pane}
    >
      <TellingContext value={telling}>
        <Boundary>
          <Opened {...opened} />
        </Boundary>
      </TellingContext>
      <div aria-live="polite" className={styles.heard}>
        {heard}
      </div>
    </FluentProvider>
  );
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');

function useIsBrowserDark(): boolean {
  return useSyncExternalStore(
    (tell) => {
      dark.addEventListener('change', tell);
      return () => dark.removeEventListener('change', tell);
    },
    () => dark.matches,
  );
}
