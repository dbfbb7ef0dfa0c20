import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { View } from '../gate.ts';
import { usePane } from '../pane-context.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: `0 calc(-1 * ${tokens.spacingHorizontalS})`,
    padding: 0,
  },
  room: {
    width: '100%',
    justifyContent: 'flex-start',
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
  },
  icon: { fontSize: '20px', flexShrink: 0 },
  text: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface Room {
  readonly view: View;
  readonly icon: ReactNode;
  readonly title: string;
  readonly line: string;
}

/** Doors to other views, one below the other, each with a line on what is behind it. */
export function Rooms({ rooms }: { rooms: readonly Room[] }) {
  const styles = useStyles();
  const { go } = usePane();
  return (
    <ul className={styles.list}>
      {rooms.map(({ view, icon, title, line }) => (
        <li key={view}>
          <Button appearance="subtle" className={styles.room} onClick={() => go(view)}>
            <span className={styles.icon} aria-hidden>
              {icon}
            </span>
            <span className={styles.text}>
              <Body1>{title}</Body1>
              <Caption1 className={styles.quiet}>{line}</Caption1>
            </span>
            <ChevronRightRegular className={styles.icon} aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}
