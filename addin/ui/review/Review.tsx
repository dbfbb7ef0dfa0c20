import {
  Body1,
  Checkbox,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { useEffect, useMemo } from 'react';
import type { Preview } from '../../flows/preview.ts';
import { usePane } from '../pane-context.ts';
import { Empty } from '../shell/Empty.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { move, settleMove } from '../shell/moves.ts';
import { Working } from '../shell/Working.tsx';
import { words } from '../words.ts';
import { Answers } from './Answers.tsx';
import { Counts } from './Counts.tsx';
import { MoneyMoved } from './MoneyMoved.tsx';
import { Needs } from './Needs.tsx';
import { ReadNotes } from './ReadNotes.tsx';
import { Sent } from './Sent.tsx';
import { ToSend } from './ToSend.tsx';
import { needsIn, rowsToSend } from './needs.ts';

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

/** What would be sent, what needs the user, and what it does to money, before anything is sent. */
export function Review() {
  const { review, go, announce, formats } = usePane();
  const { preview, looking, sending, sent, look } = review;
  const isNew = sent === null && (preview === null || review.isStale || looking.failure !== null);
  useEffect(() => {
    if (isNew) void look();
    // Once, when it is opened: from then on the user looks again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const said = words.review;
  const rows = preview ? rowsToSend(preview) : 0;
  const isWorth = rows > 0 || review.choices.length > 0 || (preview?.result.money.length ?? 0) > 0;
  if (sent !== null) return <Sent result={sent} />;

  const send = async (shown: Preview) => {
    // The button goes with what it sent.
    move();
    const pushed = await review.send(shown);
    if (pushed?.status !== 'sent') settleMove();
    if (pushed?.status === 'moved') {
      announce(pushed.by === 'sheet' ? said.movedSheet : said.movedServer);
    }
  };
  const isBusy = looking.isRunning || sending.isRunning || review.isBehind;
  const next = stepOf();
  function stepOf() {
    if (looking.failure) return { label: words.tryAgain, onClick: () => void look() };
    if (preview === null) return undefined;
    if (review.isStale && !isBusy) return { label: said.check, onClick: () => void look() };
    if (!isWorth) return { label: said.notNow, onClick: () => go('home') };
    const label = rows > 0 ? said.send(formats.count(rows)) : said.sendAnswers;
    return { label, onClick: () => void send(preview), isDisabled: isBusy };
  }
  return (
    <Page title={said.title} onBack={() => go('home')} next={next} status={<Status />}>
      {review.moved !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {review.moved === 'sheet' ? said.movedSheet : said.movedServer}
          </MessageBarBody>
        </MessageBar>
      )}
      {review.held !== null && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{said.held[review.held]}</MessageBarBody>
        </MessageBar>
      )}
      {review.isStale && preview !== null && !isBusy && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words.homeView.moved}</MessageBarBody>
        </MessageBar>
      )}
      {next === undefined && <Working task={looking} />}
      {preview !== null && <Previewed preview={preview} isWorth={isWorth} />}
    </Page>
  );
}

/** Of looking and sending. */
function Status() {
  const { looking, sending } = usePane().review;
  const { maybeSent, nothingSent } = words.failure;
  return (
    <>
      <Failed
        failure={sending.failure}
        kept={sending.failure?.from === 'network' ? maybeSent : nothingSent}
      />
      <Failed failure={looking.failure} kept={nothingSent} />
      <Working task={looking} />
      <Working task={sending} canCancel={false} />
    </>
  );
}

function Previewed({ preview, isWorth }: { preview: Preview; isWorth: boolean }) {
  const styles = useStyles();
  const { review, connection } = usePane();
  const needs = useMemo(() => needsIn(preview), [preview]);
  const { summary } = preview.result;
  const said = words.review;
  const isNothing = !isWorth && needs.length === 0;
  return (
    <div className={styles.all}>
      {isNothing ? (
        <Empty icon={<CheckmarkCircleRegular />} title={said.nothing} how={said.nothingHow} />
      ) : (
        <Counts summary={summary} />
      )}
      {!connection.hasPushed && !isNothing && (
        <Checkbox
          label={<Body1>{said.createUnits}</Body1>}
          checked={review.createUnits}
          onChange={(_, { checked }) => review.setCreateUnits(checked === true)}
        />
      )}
      <Needs preview={preview} needs={needs} />
      <Answers />
      {needs.some(({ topic }) => topic === 'correct') && isWorth && (
        <Checkbox
          label={<Body1>{said.onlyIfAll}</Body1>}
          checked={review.allOrNothing}
          onChange={(_, { checked }) => review.setAllOrNothing(checked === true)}
        />
      )}
      {isWorth && <MoneyMoved money={preview.result.money} />}
      <ToSend preview={preview} />
      <ReadNotes preview={preview} />
    </div>
  );
}
