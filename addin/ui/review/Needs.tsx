import {
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { Action } from '../../../contract/problem.ts';
import type { Offer } from '../../flows/offers.ts';
import type { Preview } from '../../flows/preview.ts';
import type { Taken } from '../../flows/take-newer.ts';
import { takeNewer } from '../../flows/take-newer.ts';
import { sentenceOf } from '../../flows/words.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';
import { actionWord, words } from '../words.ts';
import { NeedCard } from './NeedCard.tsx';
import type { Need, NeedGroup } from './needs.ts';
import { choiceOf, commonActions, grouped } from './needs.ts';
import { topicWords } from './topics.ts';

const useStyles = makeStyles({
  heading: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  icon: { color: tokens.colorStatusWarningForeground3, flexShrink: 0 },
  all: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface NeedsProps {
  readonly preview: Preview;
  readonly needs: readonly Need[];
}

/** What waits for the user, by what it is about. */
export function Needs({ preview, needs }: NeedsProps) {
  const groups = useMemo(() => grouped(needs), [needs]);
  const taking = useTaking(preview);
  return (
    <>
      <Failed failure={taking.task.failure} />
      <Working task={taking.task} />
      {taking.taken && <TakenBar taken={taking.taken} />}
      {groups.map((group) => (
        <Group
          key={`${group.topic} ${group.kind}`}
          group={group}
          preview={preview}
          settle={taking.settle}
        />
      ))}
    </>
  );
}

interface GroupProps {
  readonly group: NeedGroup;
  readonly preview: Preview;
  readonly settle: (needs: readonly Need[], action: Action) => void;
}

function Group({ group, preview, settle }: GroupProps) {
  const styles = useStyles();
  const { formats } = usePane();
  const { topic, needs } = group;
  const count = formats.count(needs.length);
  const actions = commonActions(group);
  return (
    <Section
      title={
        <span className={styles.heading}>
          <WarningRegular className={styles.icon} aria-hidden />
          {topicWords(topic)} ({count})
        </span>
      }
    >
      {topic === 'newer' && <Caption1 className={styles.quiet}>{words.review.newerHow}</Caption1>}
      {actions.length > 0 && (
        <div className={styles.all}>
          <Caption1>{words.review.all(count)}</Caption1>
          {actions.map((action) => (
            <Button
              key={action}
              size="small"
              aria-label={`${actionWord(action, topic)}: ${words.review.all(count)}`}
              onClick={() => settle(needs, action)}
            >
              {actionWord(action, topic)}
            </Button>
          ))}
        </div>
      )}
      <Paged
        items={needs}
        keyOf={({ id }) => id}
        size={20}
        render={(need) => (
          <NeedCard need={need} preview={preview} onAction={(action) => settle([need], action)} />
        )}
      />
    </Section>
  );
}

interface Taking {
  readonly task: Task;
  /** What the last taking did to the sheet. */
  readonly taken: Taken | null;
  readonly settle: (needs: readonly Need[], action: Action) => void;
}

/** An answer goes to the server with the push; what is taken from it goes into the sheet at once. */
function useTaking(preview: Preview): Taking {
  const { ws, review, announce } = usePane();
  const task = useTask();
  const [taken, setTaken] = useState<Taken | null>(null);
  const settle = (needs: readonly Need[], action: Action) => {
    const isTaken = ({ offer }: Need) => action === 'takeServer' && offer?.hindrance === null;
    const offers = needs.filter(isTaken).flatMap(({ offer }) => (offer ? [offer] : []));
    const answers = needs.filter((need) => !isTaken(need));
    if (answers.length > 0) review.answer(answers.map((need) => choiceOf(need, action)));
    if (offers.length > 0) void take(offers);
  };
  const take = async (offers: readonly Offer[]) => {
    const done = await task.run((options) => takeNewer(ws, preview, offers, options));
    if (!done) return;
    setTaken(done);
    announce(words.review.taken(String(done.written)));
    await review.look();
  };
  return { task, taken, settle };
}

function TakenBar({ taken }: { taken: Taken }) {
  const { formats } = usePane();
  const reasons = new Set(taken.left.map(({ saying }) => sentenceOf(saying)));
  return (
    <MessageBar intent={reasons.size > 0 ? 'warning' : 'success'} layout="multiline">
      <MessageBarBody>
        {words.review.taken(formats.count(taken.written))}
        {reasons.size > 0 &&
          ` ${words.review.leftAsIs(formats.count(taken.left.length))} ${[...reasons].join(' ')}`}
      </MessageBarBody>
    </MessageBar>
  );
}
