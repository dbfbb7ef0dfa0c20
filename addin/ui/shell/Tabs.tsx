import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ChartMultipleFilled,
  ChartMultipleRegular,
  HomeFilled,
  HomeRegular,
  SettingsFilled,
  SettingsRegular,
  TableFilled,
  TableRegular,
} from '@fluentui/react-icons';
import { usePane } from '../pane-context.ts';
import { words } from '../words.ts';

const TABS = [
  { view: 'home', Icon: HomeRegular, Chosen: HomeFilled },
  { view: 'data', Icon: TableRegular, Chosen: TableFilled },
  { view: 'results', Icon: ChartMultipleRegular, Chosen: ChartMultipleFilled },
  { view: 'settings', Icon: SettingsRegular, Chosen: SettingsFilled },
] as const;

/** What stands above them keeps that far from the bottom. */
export const TABS_HEIGHT = '40px';

const useStyles = makeStyles({
  tabs: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    justifyContent: 'space-around',
    height: TABS_HEIGHT,
    boxSizing: 'border-box',
    alignItems: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-height: 280px)': { position: 'static' },
  },
  tab: { minWidth: 'auto', paddingLeft: '6px', paddingRight: '6px' },
  chosen: {
    color: tokens.colorBrandForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { textDecoration: 'underline' },
  },
});

/** The views that one goes back and forth between. */
export function Tabs() {
  const styles = useStyles();
  const { view, switchTo } = usePane();
  return (
    <nav aria-label={words.views} className={styles.tabs}>
      {TABS.map(({ view: tab, Icon, Chosen }) => (
        <Button
          key={tab}
          className={mergeClasses(styles.tab, view === tab && styles.chosen)}
          appearance="transparent"
          size="small"
          icon={view === tab ? <Chosen /> : <Icon />}
          aria-current={view === tab ? 'page' : undefined}
          onClick={() => switchTo(tab)}
        >
          {words[tab]}
        </Button>
      ))}
    </nav>
  );
}
