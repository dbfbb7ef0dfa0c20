import {
  Body1,
  Body1Strong,
  Button,
  Caption1,
  Card,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReceivedInvitation } from '../../../contract/invitations.ts';
import type { Property } from '../../../contract/properties.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { acceptInvitation, declineInvitation } from '../../flows/invitations.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface InvitationCardProps {
  readonly invitation: ReceivedInvitation;
  /** The only one: taking it is the next step. */
  readonly isOnly: boolean;
  readonly onAccepted: (property: Property) => void;
  readonly onGone: (said: string) => void;
}

export function InvitationCard(props: InvitationCardProps) {
  const { invitation, isOnly, onAccepted, onGone } = props;
  const styles = useStyles();
  const { ws, formats } = usePane();
  const task = useTask();
  const { id, property, role, by, expiresAt } = invitation;
  const said = roomWords.invitations;
  const isGone = isRefusedAs(task.failure, 'not-found');
  const accept = async () => {
    const joined = await task.run((options) => acceptInvitation(ws, { id }, options));
    if (joined) onAccepted(joined);
  };
  const decline = async () => {
    if (await task.finish((options) => declineInvitation(ws, id, options))) {
      onGone(said.declined(property));
    }
  };
  return (
    <Card appearance="outline">
      {isGone ? <Body1>{said.gone}</Body1> : <Failed failure={task.failure} />}
      <div>
        <Body1 block>{by === null ? said.byNobody : said.by(by)}</Body1>
        <Body1Strong block>
          <bdi>{property}</bdi>
        </Body1Strong>
        <Caption1 block>{said.may[role]}</Caption1>
        <Caption1 block className={styles.quiet}>
          {said.until(formats.day(new Date(expiresAt)))}
        </Caption1>
      </div>
      <div className={styles.buttons}>
        <Button
          appearance={isOnly ? 'primary' : 'secondary'}
          aria-label={said.acceptOf(property)}
          disabledFocusable={task.isRunning}
          onClick={() => void accept()}
        >
          {said.accept}
        </Button>
        <Button
          appearance="subtle"
          aria-label={said.declineOf(property)}
          disabledFocusable={task.isRunning}
          onClick={() => void decline()}
        >
          {said.decline}
        </Button>
      </div>
    </Card>
  );
}
