import {
  Body1,
  Body1Strong,
  Caption1,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, InfoRegular, WarningRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Flag } from '../../../contract/allocation.ts';
import { isolated } from '../format.ts';
import { usePane } from '../pane-context.ts';
import { Paged } from '../shell/Paged.tsx';
import { FLAG_WORDS, words } from '../words.ts';
import type { Bill, Part } from './bill.ts';
import { isZero } from './bill.ts';

const useStyles = makeStyles({
  chart: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
  },
  total: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  quiet: { color: tokens.colorNeutralForeground2 },
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    rowGap: '2px',
  },
  who: { overflowWrap: 'anywhere' },
  amount: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  track: {
    gridColumn: '1 / -1',
    height: '8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  bar: {
    height: '100%',
    minWidth: '2px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'CanvasText',
    },
  },
  details: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
  owners: {
    backgroundColor: tokens.colorNeutralStroke1,
    '@media (forced-colors: active)': { backgroundColor: 'GrayText' },
  },
  line: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'flex-start' },
  icon: { flexShrink: 0, marginTop: '2px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

export interface BillChartProps {
  readonly bill: Bill;
  readonly currency: string;
  /** Names the period, or lets another one be chosen. */
  readonly children: ReactNode;
}

/** Bars that add up to the bill; each says in words and figures what its length shows. */
export function BillChart({ bill, currency, children }: BillChartProps) {
  const styles = useStyles();
  const { formats } = usePane();
  const { resultsView } = words;
  const period = formats.period(bill.start, bill.end);
  const isExact = isZero(bill.difference);
  return (
    <section className={styles.chart} aria-label={resultsView.chart(period)}>
      <div className={styles.head}>
        {children}
        <Body1Strong className={styles.total}>
          {formats.money(bill.billed)} {currency}
        </Body1Strong>
      </div>
      <Caption1 className={styles.quiet}>
        {resultsView.usage(formats.kwh(bill.totalKwh))}
        {bill.rate !== null && ` · ${resultsView.rate(formats.kwh(bill.rate))}`}
      </Caption1>
      <Paged
        key={bill.end}
        items={bill.parts}
        keyOf={({ what, unit, tenant }) => JSON.stringify([what, unit, tenant])}
        render={(part) => <PartBar part={part} />}
      />
      <Body1 className={styles.line}>
        {isExact ? (
          <CheckmarkCircleRegular className={mergeClasses(styles.icon, styles.good)} aria-hidden />
        ) : (
          <WarningRegular className={mergeClasses(styles.icon, styles.bad)} aria-hidden />
        )}
        {isExact ? resultsView.addsUp : resultsView.off(formats.money(bill.difference))}
      </Body1>
      {flagWords(bill.flags).map((text) => (
        <Caption1 key={text} className={styles.line}>
          <InfoRegular className={styles.icon} aria-hidden />
          {text}
        </Caption1>
      ))}
    </section>
  );
}

function PartBar({ part }: { part: Part }) {
  const styles = useStyles();
  const { formats } = usePane();
  const { resultsView } = words;
  const { what, unit, tenant, amount, usageKwh, flags, share } = part;
  const isOwners = what !== 'charge';
  const isVacant = flags.includes('vacant');
  const who = { charge: unit, common: resultsView.common, notPassedOn: resultsView.notPassedOn };
  const details = [
    isVacant ? resultsView.vacant : tenant && isolated(tenant),
    usageKwh === null ? null : resultsView.usage(formats.kwh(usageKwh)),
    ...flagWords(flags.filter((flag) => flag !== 'vacant')),
  ];
  return (
    <div className={styles.part}>
      <Body1 className={styles.who}>
        <bdi>{who[what]}</bdi>
      </Body1>
      <Body1 className={styles.amount}>
        {amount === null ? resultsView.noCharge : formats.money(amount)}
      </Body1>
      <div className={styles.track} aria-hidden>
        {share > 0 && (
          <div
            className={mergeClasses(styles.bar, isOwners && styles.owners)}
            style={{ width: `${share * 100}%` }}
          />
        )}
      </div>
      <Caption1 className={styles.details}>
        {details.filter((text) => text !== null).join(' · ')}
      </Caption1>
    </div>
  );
}

function flagWords(flags: readonly Flag[]): string[] {
  return flags.flatMap((flag) => FLAG_WORDS[flag] ?? []);
}
