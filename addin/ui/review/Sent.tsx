import { Body1, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { PushResult } from '../../../contract/push.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { words } from '../words.ts';
import { MoneyMoved } from './MoneyMoved.tsx';

/** What changed, not just that it is done; the next step brings the results into the workbook. */
export function Sent({ result }: { result: PushResult }) {
  const { formats, results, go, announce, connection, setConnection } = usePane();
  const { summary, money, changeSetId } = result;
  const { review } = words;
  const count = summary.new + summary.changed;
  const waiting = summary.problem + summary.conflict + summary.newerOnServer;
  const isChanged = changeSetId !== undefined;
  const said = isChanged ? review.sent(formats.count(count)) : review.sentNothing;
  useEffect(() => announce(said), [announce, said]);
  useEffect(() => {
    if (!connection.hasPushed) setConnection({ ...connection, hasPushed: true });
  }, [connection, setConnection]);
  const write = async () => {
    if (!(await results.write())) return;
    go('results');
  };
  return (
    <Page
      title={review.sentTitle}
      next={{
        label: review.next,
        onClick: () => void write(),
        isDisabled: results.writing.isRunning,
      }}
      other={{ label: review.notNow, onClick: () => go('home') }}
      onBack={() => go('home')}
      status={
        <>
          <Failed
            failure={results.writing.failure}
            kept={words.failure.nothingWritten}
            keptHalfWay={words.failure.maybeWritten}
          />
          <Working task={results.writing} />
        </>
      }
    >
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{said}</MessageBarTitle>
          {money.length > 0 && review.moneyMoved(formats.count(money.length))}
        </MessageBarBody>
      </MessageBar>
      {waiting > 0 && <Body1>{review.stillWaiting(formats.count(waiting))}</Body1>}
      {isChanged && money.length > 0 && <MoneyMoved money={money} />}
    </Page>
  );
}
