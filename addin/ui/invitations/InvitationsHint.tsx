import {
  Body1,
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import { listReceivedInvitations } from '../../flows/invitations.ts';
import { usePane } from '../pane-context.ts';
import { useOpening, useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';

/** Who was invited comes here first: told, or offered the place for a code. */
export function InvitationsHint() {
  const { ws, go, formats } = usePane();
  const { run } = useTask();
  const [count, setCount] = useState(0);
  const look = useCallback(async () => {
    const found = await run((options) => listReceivedInvitations(ws, options));
    if (found) setCount(found.length);
  }, [run, ws]);
  useOpening(look);
  const said = roomWords.invitations;
  if (count === 0) {
    return (
      <Body1>
        <Link as="button" onClick={() => go('invitations')}>
          {said.haveInvitation}
        </Link>
      </Body1>
    );
  }
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{said.hint(formats.count(count))}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => go('invitations')}>
          {said.see}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
