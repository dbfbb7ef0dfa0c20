import {
  Body1,
  Button,
  Caption1,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { View } from '../gate.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';

const useStyles = makeStyles({
  facts: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  fact: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Who one is: name, address, password. */
export function AccountRoom() {
  const styles = useStyles();
  const { account: work, formats, go } = usePane();
  const { account, loading, load } = work;
  const { profile } = roomWords;
  useOpening(load);
  return (
    <Page title={profile.title} onBack={() => go('settings')}>
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {account === null ? (
        <Working task={loading} />
      ) : (
        <>
          <ul className={styles.facts}>
            <Fact view="name" label={profile.name} value={account.name} />
            <Fact view="email" label={profile.email} value={account.email} />
            <Fact view="password" label={profile.password} value={profile.passwordKept} />
          </ul>
          {account.pendingEmail !== null && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>{profile.pending(account.pendingEmail)}</MessageBarBody>
              <MessageBarActions>
                <Button size="small" onClick={() => go('email')}>
                  {profile.enterCode}
                </Button>
              </MessageBarActions>
            </MessageBar>
          )}
          <Caption1 className={styles.quiet}>
            {profile.since(formats.day(new Date(account.createdAt)))}
          </Caption1>
          <Body1>
            <Link as="button" onClick={() => go('delete-account')}>
              {profile.delete}
            </Link>
          </Body1>
        </>
      )}
    </Page>
  );
}

function Fact({ view, label, value }: { view: View; label: string; value: string }) {
  const styles = useStyles();
  const { go } = usePane();
  const { profile } = roomWords;
  return (
    <li className={styles.fact}>
      <span>
        <Caption1 block className={styles.quiet}>
          {label}
        </Caption1>
        <Body1>
          <bdi>{value}</bdi>
        </Body1>
      </span>
      <Button size="small" aria-label={profile.changeWhat(label)} onClick={() => go(view)}>
        {profile.change}
      </Button>
    </li>
  );
}
