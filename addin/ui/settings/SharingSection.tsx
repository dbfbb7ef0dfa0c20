import { PeopleRegular } from '@fluentui/react-icons';
import { isSignedIn } from '../../flows/session.ts';
import { usePane } from '../pane-context.ts';
import { Section } from '../shell/Section.tsx';
import { roomWords } from '../words/rooms.ts';
import { Rooms } from './Rooms.tsx';

/** Of the property that the workbook is connected to. */
export function SharingSection() {
  const { session, connection } = usePane();
  const { sharing } = roomWords;
  if (!isSignedIn(session) || connection.propertyId === null) return null;
  const rooms = [
    {
      view: 'members',
      icon: <PeopleRegular />,
      title: sharing.members,
      line: sharing.summary,
    },
  ] as const;
  return (
    <Section title={sharing.title}>
      <Rooms rooms={rooms} />
    </Section>
  );
}
