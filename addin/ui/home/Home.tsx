import {
  Body1,
  Caption1,
  Link,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular } from '@fluentui/react-icons';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { usePane } from '../pane-context.ts';
import { needsIn, rowsToSend } from '../review/needs.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening } from '../use-task.ts';
import { words } from '../words.ts';
import { Balances } from './Balances.tsx';
import { CopyQuestion } from './CopyQuestion.tsx';
import { useNotShared } from './use-not-shared.tsx';
import type { Standing } from './standing.ts';
import { standingOf } from './standing.ts';

const useStyles = makeStyles({
  steps: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  step: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  icon: { fontSize: '20px', flexShrink: 0, color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Where this month stands: read, billed, sent, who owes; the next step is the button. */
export function Home() {
  const { results: work, review, formats, go } = usePane();
  const { results, loading, load } = work;
  const notShared = useNotShared(loading.failure);
  useOpening(load);
  useKeptCompared();
  const standing = useMemo(() => (results ? standingOf(results) : null), [results]);
  const { preview } = review;
  const pending = useMemo(
    () => (preview ? { rows: rowsToSend(preview), needs: needsIn(preview).length } : null),
    [preview],
  );
  const said = words.homeView;
  const toReview = (pending?.rows ?? 0) + (pending?.needs ?? 0);
  const isSent = pending !== null && toReview === 0 && !review.isStale;
  function stepWords(): string {
    if (pending === null || toReview === 0) return said.look;
    return pending.rows === 0 ? said.see : said.review(formats.count(toReview));
  }
  const next =
    isSent && standing?.bill
      ? { label: said.results, onClick: () => go('results') }
      : {
          label: stepWords(),
          onClick: () => go('review'),
        };
  if (notShared !== null) return <Page {...notShared} />;
  const period = standing?.bill
    ? formats.period(standing.bill.start, standing.bill.end)
    : undefined;
  return (
    <Page title={results?.property.name ?? words.name} aside={period} next={next}>
      <CopyQuestion />
      <Failed failure={loading.failure} onRetry={() => void load()} />
      {results === null && <Working task={loading} />}
      <Steps standing={standing} pending={pending} />
      {standing && (standing.bill !== null || standing.balances.length > 0) ? (
        <Section title={said.owes}>
          <Balances balances={standing.balances} />
        </Section>
      ) : (
        standing && <Hint />
      )}
    </Page>
  );
}

function Hint() {
  const styles = useStyles();
  return (
    <Section title={words.homeView.empty}>
      <Body1 className={styles.quiet}>{words.homeView.emptyHow}</Body1>
    </Section>
  );
}

interface StepsProps {
  readonly standing: Standing | null;
  readonly pending: { readonly rows: number; readonly needs: number } | null;
}

function Steps({ standing, pending }: StepsProps) {
  const styles = useStyles();
  const { review, formats, results } = usePane();
  const { looking } = review;
  const said = words.homeView;
  const { count } = formats;
  const currency = results.results?.property.currency ?? '';
  const bill = standing?.bill ?? null;
  return (
    <ul className={styles.steps}>
      {standing && bill && standing.units > 0 && (
        <StepLine isDone={standing.unitsRead === standing.units && standing.units > 0}>
          {said.readUnits(count(standing.unitsRead), count(standing.units))}
        </StepLine>
      )}
      {standing && (
        <StepLine isDone={bill !== null}>
          {bill
            ? said.bill(`${formats.money(bill.billed)} ${currency}`, formats.kwh(bill.totalKwh))
            : said.noBill}
        </StepLine>
      )}
      <StepLine isDone={pending !== null && pending.rows + pending.needs === 0}>
        {pending === null ? (
          <span className={styles.quiet}>{said.checking}</span>
        ) : (
          <>
            {pending.rows > 0 && said.changes(count(pending.rows))}
            {pending.needs > 0 && <div>{said.needYou(count(pending.needs))}</div>}
            {pending.rows + pending.needs === 0 && said.noChanges}
          </>
        )}
        {review.isStale && !looking.isRunning && pending !== null && (
          <Caption1 block>
            {said.moved}{' '}
            <Link as="button" onClick={() => void review.look()}>
              {said.compare}
            </Link>
          </Caption1>
        )}
        <Working task={looking} />
        <Failed
          failure={looking.failure}
          kept={words.failure.nothingSent}
          onRetry={() => void review.look()}
        />
      </StepLine>
    </ul>
  );
}

function StepLine({ isDone, children }: { isDone: boolean; children: ReactNode }) {
  const styles = useStyles();
  return (
    <li className={styles.step}>
      {isDone ? (
        <CheckmarkCircleFilled
          className={mergeClasses(styles.icon, styles.done)}
          aria-label={words.homeView.done}
        />
      ) : (
        <CircleRegular className={styles.icon} aria-label={words.homeView.open} />
      )}
      <div>{children}</div>
    </li>
  );
}

const SETTLE_MS = 1_500;
/** Times as long as comparing took: Excel is left alone most of the time. */
const REST = 2;
/** A comparison that takes longer is left to the user. */
const LONG_MS = 5_000;

/** Compares when it is opened, and again after the sheet was changed: the slower that is, the later. */
function useKeptCompared(): void {
  const { review } = usePane();
  const { preview, isStale, look, looking } = review;
  const isNew = preview === null;
  useEffect(() => {
    if (isNew) void look();
    // Once, when it is opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  useEffect(() => {
    if (!isStale || looking.isRunning || looking.took > LONG_MS) return undefined;
    const timer = setTimeout(() => void look(), Math.max(SETTLE_MS, REST * looking.took));
    return () => clearTimeout(timer);
  }, [isStale, looking.isRunning, looking.took, look]);
}
