import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { settleCopy } from '../../flows/connect.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';

/** A file that lies elsewhere than when it was last used may be a copy, which speaks for itself. */
export function CopyQuestion() {
  const { ws, connection, setConnection, review } = usePane();
  const task = useTask();
  const { homeView } = words;
  if (connection.wasAt === null) return null;
  const settle = async (answer: 'same' | 'own') => {
    const settled = await task.run((options) => settleCopy(ws, answer, options));
    if (!settled) return;
    setConnection(settled);
    if (answer === 'own') review.markStale();
  };
  return (
    <>
      <Failed failure={task.failure} />
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{homeView.copyTitle}</MessageBarTitle>
          {homeView.copy(connection.wasAt)}
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={() => void settle('same')}>
            {homeView.copySame}
          </Button>
          <Button size="small" onClick={() => void settle('own')}>
            {homeView.copyOwn}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </>
  );
}
