import { Body1 } from '@fluentui/react-components';
import { MailInboxRegular } from '@fluentui/react-icons';
import { useCallback, useState } from 'react';
import type { ReceivedInvitation } from '../../../contract/invitations.ts';
import type { Property } from '../../../contract/properties.ts';
import { listReceivedInvitations } from '../../flows/invitations.ts';
import { usePane } from '../pane-context.ts';
import { Empty } from '../shell/Empty.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening, useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { InvitationCard } from './InvitationCard.tsx';
import { JoinByCode } from './JoinByCode.tsx';

/** Properties that others would share; by the mailbox, or by the code of a mail to another one. */
export function InvitationsRoom() {
  const { ws, go, connection, session, announce } = usePane();
  const listing = useTask();
  const [waiting, setWaiting] = useState<readonly ReceivedInvitation[] | null>(null);
  const { run } = listing;
  const list = useCallback(async () => {
    const found = await run((options) => listReceivedInvitations(ws, options));
    if (found) setWaiting(found);
  }, [run, ws]);
  useOpening(list);
  const said = roomWords.invitations;
  const accepted = ({ id, name }: Property) =>
    go(id === connection.propertyId ? 'home' : 'property', said.accepted(name));
  const gone = (what: string) => {
    announce(what);
    void list();
  };
  return (
    <Page
      title={said.title}
      onBack={() => go(connection.propertyId === null ? 'property' : 'settings')}
    >
      <Failed failure={listing.failure} onRetry={() => void list()} />
      {waiting === null && <Working task={listing} />}
      {waiting?.length === 0 && (
        <Empty
          icon={<MailInboxRegular />}
          title={said.empty}
          how={said.emptyHow(session.email ?? '')}
        />
      )}
      {waiting !== null && waiting.length > 0 && (
        <Paged
          items={waiting}
          keyOf={({ id }) => id}
          label={said.title}
          render={(invitation) => (
            <InvitationCard
              {...{ invitation }}
              isOnly={waiting.length === 1}
              onAccepted={accepted}
              onGone={gone}
            />
          )}
        />
      )}
      <Section title={said.haveCode}>
        <Body1>{said.codeHow}</Body1>
        <JoinByCode isQuiet={waiting !== null && waiting.length > 0} onJoined={accepted} />
      </Section>
    </Page>
  );
}
