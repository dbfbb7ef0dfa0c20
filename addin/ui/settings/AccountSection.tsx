import { Body1, Button, makeStyles } from '@fluentui/react-components';
import { MailInboxRegular, PersonRegular, ShieldRegular } from '@fluentui/react-icons';
import { isSignedIn } from '../../flows/session.ts';
import { signOut } from '../../flows/sign-in.ts';
import { usePane } from '../pane-context.ts';
import { Section } from '../shell/Section.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { roomWords } from '../words/rooms.ts';
import { Rooms } from './Rooms.tsx';

const useStyles = makeStyles({ button: { alignSelf: 'flex-start' } });

export function AccountSection() {
  const styles = useStyles();
  const { session, go } = usePane();
  return (
    <Section title={words.settingsView.account}>
      {isSignedIn(session) ? (
        <SignedIn />
      ) : (
        <Button className={styles.button} onClick={() => go('sign-in')}>
          {words.welcome.signIn}
        </Button>
      )}
    </Section>
  );
}

function SignedIn() {
  const styles = useStyles();
  const { ws, session, setSession, go } = usePane();
  const task = useTask();
  const { settingsView } = words;
  const { profile, security, invitations } = roomWords;
  const leave = async () => {
    const left = await task.run(() => signOut(ws));
    if (!left) return;
    setSession(left);
    go('sign-in');
  };
  return (
    <>
      {session.email !== null && <Body1>{settingsView.signedInAs(session.email)}</Body1>}
      <Rooms
        rooms={[
          {
            view: 'account',
            icon: <PersonRegular />,
            title: profile.title,
            line: profile.summary,
          },
          {
            view: 'security',
            icon: <ShieldRegular />,
            title: security.title,
            line: security.summary,
          },
          {
            view: 'invitations',
            icon: <MailInboxRegular />,
            title: invitations.title,
            line: invitations.summary,
          },
        ]}
      />
      <Button
        className={styles.button}
        disabledFocusable={task.isRunning}
        onClick={() => void leave()}
      >
        {settingsView.signOut}
      </Button>
    </>
  );
}
