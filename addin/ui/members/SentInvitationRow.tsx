import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons';
import type { SentInvitation } from '../../../contract/invitations.ts';
import { withdrawInvitation } from '../../flows/members.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { ROLE_WORDS } from '../words/sharing.ts';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingBottom: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  warning: { display: 'flex', gap: tokens.spacingHorizontalXS },
  icon: { flexShrink: 0, fontSize: '16px', color: tokens.colorStatusWarningForeground3 },
});

export interface SentInvitationRowProps {
  readonly invitation: SentInvitation;
  readonly propertyId: string;
  readonly onDone: (said: string) => void;
}

export function SentInvitationRow({ invitation, propertyId, onDone }: SentInvitationRowProps) {
  const styles = useStyles();
  const { ws, formats } = usePane();
  const task = useTask();
  const { id, email, role, expiresAt, isMailed } = invitation;
  const { sharing } = roomWords;
  const withdraw = async () => {
    if (await task.finish((options) => withdrawInvitation(ws, propertyId, id, options))) {
      onDone(sharing.withdrawn(email));
    }
  };
  const facts = [
    ROLE_WORDS[role],
    sharing.until(formats.day(new Date(expiresAt))),
    ...(isMailed === null ? [sharing.mailing] : []),
  ];
  return (
    <>
      <Failed failure={task.failure} />
      <div className={styles.line}>
        <span>
          <Body1 block>
            <bdi>{email}</bdi>
          </Body1>
          <Caption1 block className={styles.quiet}>
            {facts.join(' · ')}
          </Caption1>
          {isMailed === false && (
            <Caption1 className={styles.warning}>
              <WarningRegular className={styles.icon} aria-hidden />
              {sharing.notMailed}
            </Caption1>
          )}
        </span>
        <Button
          size="small"
          aria-label={sharing.withdrawOf(email)}
          disabledFocusable={task.isRunning}
          onClick={() => void withdraw()}
        >
          {sharing.withdraw}
        </Button>
      </div>
    </>
  );
}
