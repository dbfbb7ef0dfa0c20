import { Body1, Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { SecurityEntry } from '../../../contract/security-log.ts';
import type { SecurityLog } from '../../flows/security-log.ts';
import { loadSecurityLog } from '../../flows/security-log.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening, useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { EVENT_WORDS, PLACE_WORDS } from '../words/security.ts';

const useStyles = makeStyles({
  entries: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  entry: {
    display: 'flex',
    flexDirection: 'column',
    paddingBottom: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What happened to the account, in sentences, newest first. */
export function SecurityLogRoom() {
  const styles = useStyles();
  const { ws, go } = usePane();
  const task = useTask();
  const [log, setLog] = useState<SecurityLog | null>(null);
  const { run } = task;
  const load = useCallback(
    async (known: SecurityLog | null) => {
      const loaded = await run((options) => loadSecurityLog(ws, known, options));
      if (loaded) setLog(loaded);
    },
    [run, ws],
  );
  const open = useCallback(() => load(null), [load]);
  useOpening(open);
  const said = roomWords.log;
  return (
    <Page title={said.title} onBack={() => go('security')}>
      <Body1>
        {said.notYou}{' '}
        <Link as="button" inline onClick={() => go('password')}>
          {said.change}
        </Link>
      </Body1>
      <Failed failure={task.failure} onRetry={() => void load(log)} />
      {log === null ? (
        <Working task={task} />
      ) : (
        <ul className={styles.entries} aria-label={said.entries}>
          {log.entries.map((entry, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- nothing is put in between, and two may be of one moment
            <li key={i} className={styles.entry}>
              <Entry entry={entry} />
            </li>
          ))}
        </ul>
      )}
      {log?.hasMore === true && (
        <Button disabledFocusable={task.isRunning} onClick={() => void load(log)}>
          {said.more}
        </Button>
      )}
    </Page>
  );
}

function Entry({ entry }: { entry: SecurityEntry }) {
  const styles = useStyles();
  const { formats } = usePane();
  const { at, event, device, place, network } = entry;
  const from = [
    device,
    place && PLACE_WORDS[place],
    network === null ? null : roomWords.log.network(network),
  ].filter((part) => part !== null);
  return (
    <>
      <Body1>{EVENT_WORDS[event]}</Body1>
      <Caption1 className={styles.quiet}>{formats.moment(new Date(at))}</Caption1>
      {from.length > 0 && <Caption1 className={styles.quiet}>{from.join(' · ')}</Caption1>}
    </>
  );
}
