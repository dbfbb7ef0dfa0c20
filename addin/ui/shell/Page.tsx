import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { Suspense, lazy, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { usePane } from '../pane-context.ts';
import { TABS_HEIGHT } from './Tabs.tsx';
import { words } from '../words.ts';
import { isMoved, settleMove } from './moves.ts';
import { takeFocus } from './take-focus.ts';

const StepUp = lazy(async () => ({ default: (await import('../account/StepUp.tsx')).StepUp }));

export interface Step {
  readonly label: string;
  readonly onClick: () => void;
  readonly isDisabled?: boolean | undefined;
}

export interface PageProps {
  readonly title: string;
  /** Beside the title: a period, a count. */
  readonly aside?: ReactNode;
  readonly onBack?: (() => void) | undefined;
  /** How far the next step is and why it failed: beside it, in view wherever one has scrolled to. */
  readonly status?: ReactNode;
  /** The one next step: always in view, and what Enter does. */
  readonly next?: Step | undefined;
  /** What else one may want, quieter. */
  readonly other?: Step | undefined;
  readonly children: ReactNode;
}

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', flexGrow: 1 },
  top: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    // The corner on the right is Excel's: its menu lies over it.
    padding: `${tokens.spacingVerticalM} 40px ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
  },
  topWithBack: { paddingLeft: tokens.spacingHorizontalS },
  title: {
    ...typographyStyles.subtitle2,
    margin: 0,
    overflowWrap: 'anywhere',
    outlineStyle: 'none',
  },
  aside: {
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground2,
    textAlign: 'right',
    flexShrink: 0,
    maxWidth: '50%',
  },
  content: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    minWidth: 0,
    // A name or an address may be longer than the pane is wide.
    overflowWrap: 'anywhere',
  },
  gone: { display: 'none' },
  steps: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    zIndex: 1,
    '@media (max-height: 280px)': { position: 'static' },
  },
  aboveTabs: { bottom: TABS_HEIGHT },
});

/** Where a button goes with what it did, the keyboard goes to the heading of its view, not to nowhere. */
function useKeptFocus(view: RefObject<HTMLElement | null>, heading: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const shown = view.current;
    if (!shown) return undefined;
    let last: EventTarget | null = null;
    const remember = ({ target }: FocusEvent) => {
      last = target;
    };
    const look = () => {
      const isGone = last instanceof HTMLElement && !last.isConnected;
      // Who is in the sheet by now stays there.
      if (!isGone || document.activeElement !== document.body || !document.hasFocus()) return;
      last = null;
      if (heading.current) focusOn(heading.current);
    };
    const observer = new MutationObserver(look);
    observer.observe(shown, { childList: true, subtree: true });
    shown.addEventListener('focusin', remember);
    return () => {
      observer.disconnect();
      shown.removeEventListener('focusin', remember);
    };
  }, [view, heading]);
}

/**
 * On the web office.js moves the focus itself at Tab, from what can be tabbed to only: a heading that
 * cannot would lead out of the pane.
 */
function focusOn(heading: HTMLElement): void {
  heading.tabIndex = 0;
  heading.addEventListener('blur', () => (heading.tabIndex = -1), { once: true });
  takeFocus(heading);
}

/** What had the focus before the question "is it you?" has it again afterwards. */
function useAsked(): boolean {
  const { proof } = usePane().ws;
  const isAsked = useSyncExternalStore(proof.subscribe, proof.isAsked);
  useLayoutEffect(() => {
    if (!isAsked) return undefined;
    const before = document.activeElement;
    return () => {
      // Once the view is back: what is hidden takes no focus.
      setTimeout(() => before instanceof HTMLElement && takeFocus(before));
    };
  }, [isAsked]);
  return isAsked;
}

/** One view: its heading, what it says, and its next step. */
export function Page({ title, aside, onBack, status, next, other, children }: PageProps) {
  const styles = useStyles();
  const { hasTabs, notice, ws } = usePane();
  const isAsked = useAsked();
  const leave = isAsked ? ws.proof.decline : onBack;
  const view = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useKeptFocus(view, heading);
  // Before anybody sees the view: later it would take the focus from who is typing already.
  useLayoutEffect(() => {
    if (isMoved() && heading.current) focusOn(heading.current);
    settleMove();
    window.scrollTo(0, 0);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && leave) {
      leave();
      event.stopPropagation();
    }
    // On a button or in a field Enter means that one; held down it goes no further than one view.
    const isStep = event.key === 'Enter' && !event.repeat && event.target === heading.current;
    if (isStep && next && !next.isDisabled) next.onClick();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions -- keys for the whole view, each also on a button
    <main ref={view} className={styles.page} onKeyDown={onKeyDown}>
      <div className={mergeClasses(styles.top, onBack && styles.topWithBack)}>
        {onBack && (
          <Button
            appearance="subtle"
            icon={<ArrowLeftRegular />}
            aria-label={words.back}
            onClick={leave}
          />
        )}
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </div>
      {isAsked && (
        <div className={styles.content}>
          <Suspense>
            <StepUp />
          </Suspense>
        </div>
      )}
      <div className={mergeClasses(styles.content, isAsked && styles.gone)}>
        {notice !== null && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{notice}</MessageBarBody>
          </MessageBar>
        )}
        {children}
      </div>
      {(next || other) && (
        <div
          className={mergeClasses(
            styles.steps,
            hasTabs && styles.aboveTabs,
            isAsked && styles.gone,
          )}
        >
          {status}
          {next && (
            <Button
              appearance="primary"
              disabledFocusable={next.isDisabled === true}
              onClick={next.onClick}
            >
              {next.label}
            </Button>
          )}
          {other && (
            <Button
              appearance="subtle"
              disabledFocusable={other.isDisabled === true}
              onClick={other.onClick}
            >
              {other.label}
            </Button>
          )}
        </div>
      )}
    </main>
  );
}
