import { Body1, Button, MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { roomWords } from '../words/rooms.ts';
import { MemberRow } from './MemberRow.tsx';
import { SentInvitationRow } from './SentInvitationRow.tsx';
import type { SharingWork } from './use-sharing.ts';
import { useSharing } from './use-sharing.ts';

const useStyles = makeStyles({ button: { alignSelf: 'flex-start' } });

/** Who sees the property and who is asked to; owners say so. */
export function MembersRoom() {
  const work = useSharing();
  const { go } = usePane();
  const { sharing: known, loading, load } = work;
  const { sharing } = roomWords;
  const isOwner = known?.property.role === 'owner';
  return (
    <Page
      title={sharing.title}
      onBack={() => go('settings')}
      next={isOwner ? { label: sharing.invite, onClick: () => go('invite') } : undefined}
    >
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {known === null ? <Working task={loading} /> : <Known work={work} sharing={known} />}
    </Page>
  );
}

interface KnownProps {
  readonly work: SharingWork;
  readonly sharing: NonNullable<SharingWork['sharing']>;
}

function Known({ work, sharing: { property, members, invitations } }: KnownProps) {
  const styles = useStyles();
  const { go, announce } = usePane();
  const { sharing } = roomWords;
  const [said, setSaid] = useState<string | null>(null);
  const isOwner = property.role === 'owner';
  const done = (what: string) => {
    setSaid(what);
    announce(what);
    void work.load();
  };
  return (
    <>
      <Body1>
        {sharing.yours(property.name, property.role)} {!isOwner && sharing.onlyOwners}
      </Body1>
      {said !== null && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{said}</MessageBarBody>
        </MessageBar>
      )}
      <Section title={sharing.members}>
        <Paged
          items={members}
          keyOf={({ userId }) => userId}
          render={(member) => (
            <MemberRow
              {...{ member }}
              propertyId={property.id}
              canChange={isOwner && !member.isYou}
              onDone={done}
            />
          )}
        />
      </Section>
      {invitations.length > 0 && (
        <Section title={sharing.waiting}>
          <Paged
            items={invitations}
            keyOf={({ id }) => id}
            render={(invitation) => (
              <SentInvitationRow {...{ invitation }} propertyId={property.id} onDone={done} />
            )}
          />
        </Section>
      )}
      <Button className={styles.button} onClick={() => go('leave')}>
        {sharing.leave}
      </Button>
    </>
  );
}
