import { Badge, Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { OpenSession } from '../../../contract/sessions.ts';
import {
  endSession,
  listOpenSessions,
  signOutElsewhere,
  signOutEverywhere,
} from '../../flows/open-sessions.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening, useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { PLACE_WORDS } from '../words/security.ts';

const useStyles = makeStyles({
  session: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingBottom: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Where the account is signed in, and a way to end each of them. */
export function SessionsRoom() {
  const { ws, go, setSession, announce } = usePane();
  const listing = useTask();
  const ending = useTask();
  const [sessions, setSessions] = useState<readonly OpenSession[] | null>(null);
  const { run } = listing;
  const list = useCallback(async () => {
    const found = await run((options) => listOpenSessions(ws, options));
    if (found) setSessions(found);
  }, [run, ws]);
  useOpening(list);
  const said = roomWords.sessions;
  const isOnly = sessions !== null && sessions.every(({ isThis }) => isThis);

  const end = async (session: OpenSession) => {
    if (!(await ending.finish((options) => endSession(ws, session.id, options)))) return;
    announce(said.ended(deviceOf(session)));
    await list();
  };
  const endOthers = async () => {
    if (await ending.finish((options) => signOutElsewhere(ws, options))) {
      announce(said.othersDone);
      await list();
    }
  };
  const endAll = async () => {
    const left = await ending.run((options) => signOutEverywhere(ws, options));
    if (!left) return;
    setSession(left);
    go('sign-in');
  };
  const isBusy = ending.isRunning;
  return (
    <Page
      title={said.title}
      onBack={() => go('security')}
      next={
        sessions === null || isOnly
          ? undefined
          : { label: said.others, onClick: () => void endOthers(), isDisabled: isBusy }
      }
      other={{ label: said.everywhere, onClick: () => void endAll(), isDisabled: isBusy }}
    >
      <Failed failure={listing.failure} onRetry={() => void list()} />
      <Failed failure={ending.failure} />
      {sessions === null ? (
        <Working task={listing} />
      ) : (
        <Paged
          items={sessions}
          keyOf={({ id }) => id}
          label={said.title}
          render={(session) => (
            <Row session={session} isBusy={isBusy} onEnd={() => void end(session)} />
          )}
        />
      )}
      {isOnly && <Body1>{said.only}</Body1>}
    </Page>
  );
}

interface RowProps {
  readonly session: OpenSession;
  readonly isBusy: boolean;
  readonly onEnd: () => void;
}

function Row({ session, isBusy, onEnd }: RowProps) {
  const styles = useStyles();
  const { formats } = usePane();
  const { place, createdAt, lastUsedAt, isThis } = session;
  const said = roomWords.sessions;
  const device = deviceOf(session);
  return (
    <div className={styles.session}>
      <span>
        <Body1 block>{device}</Body1>
        {place !== null && <Caption1 block>{PLACE_WORDS[place]}</Caption1>}
        <Caption1 block className={styles.quiet}>
          {said.lastUsed(formats.moment(new Date(lastUsedAt)))}
        </Caption1>
        <Caption1 block className={styles.quiet}>
          {said.since(formats.day(new Date(createdAt)))}
        </Caption1>
      </span>
      {isThis ? (
        <Badge appearance="tint">{said.here}</Badge>
      ) : (
        <Button
          size="small"
          aria-label={said.endOf(device)}
          disabledFocusable={isBusy}
          onClick={onEnd}
        >
          {said.end}
        </Button>
      )}
    </div>
  );
}

function deviceOf({ device }: OpenSession): string {
  return device ?? roomWords.sessions.unknown;
}
