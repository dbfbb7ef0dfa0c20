import { Body1, Caption1, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { TableSearchRegular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { viewMapping } from '../../flows/correct.ts';
import type { Ledger } from '../../flows/read-ledger.ts';
import { isSignedIn } from '../../flows/session.ts';
import { usePane } from '../pane-context.ts';
import { Empty } from '../shell/Empty.tsx';
import { Failed } from '../shell/Failed.tsx';
import type { Step } from '../shell/Page.tsx';
import { Page } from '../shell/Page.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening } from '../use-task.ts';
import { words } from '../words.ts';
import { TableCard } from './TableCard.tsx';
import { Unused } from './Unused.tsx';
import { useLastSent } from './use-last-sent.ts';

/** What of the workbook feeds what. Needs nobody signed in: finding and mapping ask no server. */
export function Data() {
  const { ledger: work, session, connection, go, hasTabs, formats } = usePane();
  const lastSent = useLastSent();
  const { ledger, mapping, task } = work;
  const { read } = work;
  useOpening(read);
  const tables = useMemo(
    () => (ledger && mapping ? viewMapping(ledger.content, mapping) : []),
    [ledger, mapping],
  );
  const { dataView } = words;
  const isSettled = connection.hasMapping && !work.isCorrected;
  const isEmpty = ledger !== null && ledger.content.tables.length === 0;
  const isWhole =
    tables.length > 0 && tables.every(({ faults, problem }) => faults.length === 0 && !problem);
  const said = isSettled ? dataView.confirmed : dataView.proposed;
  const status = (
    <>
      <Failed failure={task.failure} onRetry={() => void read()} />
      <Working task={task} />
    </>
  );
  return (
    <Page
      title={dataView.title}
      onBack={hasTabs ? undefined : () => go(isSignedIn(session) ? 'property' : 'welcome')}
      next={useNextStep(isEmpty, isWhole)}
      status={ledger !== null && status}
      other={work.isCorrected ? { label: dataView.undo, onClick: work.undo } : undefined}
    >
      {ledger !== null && !isEmpty && (
        <Body1>
          {said} {isSettled && lastSent && dataView.lastSent(formats.moment(lastSent))}
        </Body1>
      )}
      {ledger === null && status}
      {isEmpty && (
        <Empty icon={<TableSearchRegular />} title={dataView.empty} how={dataView.emptyHow} />
      )}
      {ledger !== null &&
        tables.map((table) => (
          <TableCard
            key={`${table.kind} ${table.source}`}
            table={table}
            ledger={ledger}
            isOpenAtFirst={tables.length === 1 || table.faults.length > 0}
          />
        ))}
      {ledger?.content.tooLarge.map((sheet) => (
        <MessageBar key={sheet} intent="warning" layout="multiline">
          <MessageBarBody>{dataView.tooLarge(sheet)}</MessageBarBody>
        </MessageBar>
      ))}
      {ledger?.content.isCultureGuessed === true && !isEmpty && (
        <Caption1>{guessWords(ledger.content)}</Caption1>
      )}
      {ledger !== null && mapping !== null && <Unused ledger={ledger} mapping={mapping} />}
      {tables.length > 0 && !isWhole && <Body1>{dataView.needs}</Body1>}
    </Page>
  );
}

/** What is missing in an older Excel, and what is done instead. */
function guessWords({ culture }: Ledger['content']): string {
  const { decimalSeparator, thousandsSeparator, dateOrder } = culture;
  const { dataView } = words;
  const number = `1${thousandsSeparator}234${decimalSeparator}5`;
  return dataView.guessed(number, dataView.orders[dateOrder].toLowerCase());
}

function useNextStep(isEmpty: boolean, isWhole: boolean): Step | undefined {
  const { ledger: work, session, connection, setConnection, review, go, announce } = usePane();
  const { dataView } = words;
  if (work.ledger === null) return undefined;
  if (isEmpty) return { label: dataView.lookAgain, onClick: () => void work.read() };
  if (!isSignedIn(session)) return { label: dataView.createAccount, onClick: () => go('sign-up') };
  if (connection.hasMapping && !work.isCorrected) {
    return { label: words.homeView.look, onClick: () => go('review') };
  }
  const confirm = async () => {
    if (!(await work.confirm())) return;
    setConnection({ ...connection, hasMapping: true });
    review.markStale();
    announce(dataView.saved);
    if (connection.propertyId === null) go('property');
    else if (!connection.hasMapping) go('review');
  };
  const label = connection.hasMapping ? dataView.save : dataView.keep;
  return { label, onClick: () => void confirm(), isDisabled: !isWhole || work.task.isRunning };
}
