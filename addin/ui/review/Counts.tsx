import { Badge, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { OUTCOMES } from '../../../contract/push.ts';
import type { Outcome, Summary } from '../../../contract/push.ts';
import { usePane } from '../pane-context.ts';
import { OUTCOME_WORDS, words } from '../words.ts';

const useStyles = makeStyles({
  counts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  badges: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
  },
});

const WAITING: readonly Outcome[] = ['newerOnServer', 'conflict', 'problem', 'removed'];

/** How many rows are what; the words say it, the colours only help. */
export function Counts({ summary }: { summary: Summary }) {
  const styles = useStyles();
  const { formats } = usePane();
  const isReady = summary.new + summary.changed > 0;
  return (
    <div className={styles.counts}>
      <Body1Strong>{isReady ? words.review.ready : words.review.waiting}</Body1Strong>
      <ul className={styles.badges}>
        {OUTCOMES.filter((outcome) => summary[outcome] > 0).map((outcome) => (
          <li key={outcome}>
            <Badge appearance="tint" size="large" color={colorOf(outcome)}>
              {formats.count(summary[outcome])} {OUTCOME_WORDS[outcome]}
            </Badge>
          </li>
        ))}
      </ul>
    </div>
  );
}

function colorOf(outcome: Outcome): 'brand' | 'warning' | 'subtle' {
  if (outcome === 'unchanged') return 'subtle';
  return WAITING.includes(outcome) ? 'warning' : 'brand';
}
