import { Badge, Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Role } from '../../../contract/endpoint.ts';
import type { Member } from '../../../contract/members.ts';
import { isRefusedAs } from '../../flows/failure.ts';
import { changeRole, removeMember } from '../../flows/members.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { ROLE_WORDS } from '../words/sharing.ts';
import { RoleField } from './RoleField.tsx';

const useStyles = makeStyles({
  member: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface MemberRowProps {
  readonly member: Member;
  readonly propertyId: string;
  readonly canChange: boolean;
  readonly onDone: (said: string) => void;
}

export function MemberRow({ member, propertyId, canChange, onDone }: MemberRowProps) {
  const styles = useStyles();
  const [isChanging, setIsChanging] = useState(false);
  const { name, email, role, isYou } = member;
  const { sharing } = roomWords;
  return (
    <div className={styles.member}>
      <div className={styles.line}>
        <span>
          <Body1 block>
            <bdi>{name}</bdi> {isYou && <Badge appearance="tint">{sharing.you}</Badge>}
          </Body1>
          <Caption1 block className={styles.quiet}>
            <bdi>{email}</bdi> · {ROLE_WORDS[role]}
          </Caption1>
        </span>
        {canChange && (
          <Button
            size="small"
            aria-label={sharing.changeOf(name)}
            aria-expanded={isChanging}
            onClick={() => setIsChanging(!isChanging)}
          >
            {sharing.change}
          </Button>
        )}
      </div>
      {canChange && isChanging && (
        <ChangeMember
          {...{ member, propertyId }}
          onDone={(said) => {
            setIsChanging(false);
            onDone(said);
          }}
        />
      )}
    </div>
  );
}

type ChangeMemberProps = Omit<MemberRowProps, 'canChange'>;

/** Another role, or out. */
function ChangeMember({ member, propertyId, onDone }: ChangeMemberProps) {
  const styles = useStyles();
  const { ws } = usePane();
  const task = useTask();
  const [role, setRole] = useState<Role>(member.role);
  const { userId, name } = member;
  const { sharing } = roomWords;
  const isLast = isRefusedAs(task.failure, 'last-owner');
  const save = async () => {
    const change = { userId, role };
    if (await task.finish((options) => changeRole(ws, propertyId, change, options))) {
      onDone(sharing.changed(name, role));
    }
  };
  const remove = async () => {
    if (await task.finish((options) => removeMember(ws, propertyId, userId, options))) {
      onDone(sharing.removed(name));
    }
  };
  return (
    <>
      {isLast ? <Body1>{sharing.lastOwner}</Body1> : <Failed failure={task.failure} />}
      <RoleField role={role} onRole={setRole} />
      <div className={styles.buttons}>
        <Button
          size="small"
          disabledFocusable={task.isRunning || role === member.role}
          onClick={() => void save()}
        >
          {sharing.save}
        </Button>
        <Button
          size="small"
          aria-label={sharing.removeOf(name)}
          disabledFocusable={task.isRunning}
          onClick={() => void remove()}
        >
          {sharing.remove}
        </Button>
      </div>
    </>
  );
}
