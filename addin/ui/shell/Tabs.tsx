import {
  Button,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import {
  ChartMultipleFilled,
  ChartMultipleRegular,
  HistoryFilled,
  HistoryRegular,
  HomeFilled,
  HomeRegular,
  ReceiptFilled,
  ReceiptRegular,
  SettingsFilled,
  SettingsRegular,
  TableFilled,
  TableRegular,
} from '@fluentui/react-icons';
import { isRoom } from '../gate.ts';
import { usePane } from '../pane-context.ts';
import { words } from '../words.ts';

const TABS = [
  { view: 'home', Icon: HomeRegular, Chosen: HomeFilled },
  { view: 'data', Icon: TableRegular, Chosen: TableFilled },
  { view: 'results', Icon: ChartMultipleRegular, Chosen: ChartMultipleFilled },
  { view: 'bills', Icon: ReceiptRegular, Chosen: ReceiptFilled },
  { view: 'history', Icon: HistoryRegular, Chosen: HistoryFilled },
  { view: 'settings', Icon: SettingsRegular, Chosen: SettingsFilled },
] as const;

/** What stands above them keeps that far from the bottom. */
export const TABS_HEIGHT = '48px';

/** In a pane too narrow for words the screen reader still hears them. */
const hidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

const useStyles = makeStyles({
  tabs: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'grid',
    gridAutoFlow: 'column',
    gridAutoColumns: 'minmax(0, 1fr)',
    height: TABS_HEIGHT,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-height: 280px)': { position: 'static' },
  },
  tab: { flexDirection: 'column', minWidth: 0, padding: 0, gap: 0 },
  icon: { margin: 0 },
  label: { ...typographyStyles.caption2, '@media (max-width: 280px)': hidden },
  chosen: {
    color: tokens.colorBrandForeground1,
    '@media (forced-colors: active)': { textDecoration: 'underline' },
  },
});

/** The views that one goes back and forth between. */
export function Tabs() {
  const styles = useStyles();
  const { view, go } = usePane();
  const shown = isRoom(view) ? 'settings' : view;
  return (
    <nav aria-label={words.views} className={styles.tabs}>
      {TABS.map(({ view: tab, Icon, Chosen }) => (
        <Button
          key={tab}
          className={mergeClasses(styles.tab, shown === tab && styles.chosen)}
          appearance="transparent"
          size="small"
          icon={{ children: shown === tab ? <Chosen /> : <Icon />, className: styles.icon }}
          aria-current={shown === tab ? 'page' : undefined}
          onClick={() => tab !== view && go(tab)}
        >
          <span className={styles.label}>{words[tab]}</span>
        </Button>
      ))}
    </nav>
  );
}
