import { Body1 } from '@fluentui/react-components';
import { isRefusedAs } from '../../flows/failure.ts';
import { leaveProperty } from '../../flows/members.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { useTask } from '../use-task.ts';
import { roomWords } from '../words/rooms.ts';
import { useSharing } from './use-sharing.ts';

/** Asked for once more: only somebody else can take it back. */
export function LeaveRoom() {
  const { ws, go, setConnection, review, results } = usePane();
  const { propertyId, sharing: known, loading, load } = useSharing();
  const task = useTask();
  const { sharing } = roomWords;
  const isLast = isRefusedAs(task.failure, 'last-owner');
  const name = known?.property.name ?? '';
  const leave = async () => {
    const left = await task.run((options) => leaveProperty(ws, propertyId, options));
    if (!left) return;
    review.forget();
    results.forget();
    setConnection(left);
    go('property', sharing.left(name));
  };
  return (
    <Page
      title={sharing.leave}
      onBack={() => go('members')}
      next={
        known === null
          ? undefined
          : {
              label: sharing.leaveIt(name),
              onClick: () => void leave(),
              isDisabled: task.isRunning,
            }
      }
    >
      <Failed failure={loading.failure} onRetry={() => void load()} />
      <Working task={loading} />
      {isLast ? <Body1>{sharing.lastOwner}</Body1> : <Failed failure={task.failure} />}
      <Body1>{sharing.leaveHow}</Body1>
    </Page>
  );
}
