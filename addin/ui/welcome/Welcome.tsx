import { Body1, Body1Strong, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { usePane } from '../pane-context.ts';
import { Page } from '../shell/Page.tsx';
import { words } from '../words.ts';
import { ExactShares, OneClick, SheetStays } from './pictures.tsx';

const PICTURES = [SheetStays, ExactShares, OneClick];

const useStyles = makeStyles({
  points: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  point: {
    display: 'grid',
    gridTemplateColumns: '88px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
  },
  text: { display: 'flex', flexDirection: 'column', gap: '2px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The first run: what it is for, and a look at one's own workbook before anything is asked. */
export function Welcome() {
  const styles = useStyles();
  const { go } = usePane();
  const { welcome } = words;
  return (
    <Page
      title={welcome.title}
      next={{ label: welcome.look, onClick: () => go('data') }}
      other={{ label: welcome.create, onClick: () => go('sign-up') }}
    >
      <ul className={styles.points}>
        {welcome.points.map(([title, line], i) => {
          const Picture = PICTURES[i] ?? SheetStays;
          return (
            <li key={title} className={styles.point}>
              <Picture />
              <div className={styles.text}>
                <Body1Strong>{title}</Body1Strong>
                <Body1 className={styles.quiet}>{line}</Body1>
              </div>
            </li>
          );
        })}
      </ul>
      <Caption1 className={styles.quiet}>{welcome.free}</Caption1>
      <Body1>
        <Link as="button" onClick={() => go('sign-in')}>
          {words.account.haveOne}
        </Link>
      </Body1>
    </Page>
  );
}
