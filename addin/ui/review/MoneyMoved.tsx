import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { MoneyEffect } from '../../../contract/push.ts';
import { usePane } from '../pane-context.ts';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { words } from '../words.ts';

const useStyles = makeStyles({
  effect: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    columnGap: tokens.spacingHorizontalS,
    paddingBottom: tokens.spacingVerticalXXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  who: { overflowWrap: 'anywhere' },
  what: { color: tokens.colorNeutralForeground2 },
  amount: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

/** Charges and balances that the push moves, from what to what. */
export function MoneyMoved({ money }: { money: readonly MoneyEffect[] }) {
  const { review } = words;
  return (
    <Section title={review.money}>
      {money.length === 0 && <Body1>{review.moneyNone}</Body1>}
      <Paged
        items={money}
        keyOf={({ unit, tenant, periodEnd }) => JSON.stringify([unit, tenant, periodEnd])}
        size={20}
        render={(effect) => <Effect effect={effect} />}
      />
    </Section>
  );
}

function Effect({ effect }: { effect: MoneyEffect }) {
  const styles = useStyles();
  const { formats } = usePane();
  const { unit, tenant, periodEnd, before, after } = effect;
  const { review } = words;
  const amount = (text: string | null) => (text === null ? review.none : formats.money(text));
  return (
    <div className={styles.effect}>
      <span className={styles.who}>
        <Body1>{tenant === null ? unit : `${unit} · ${tenant}`}</Body1>
        <Caption1 block className={styles.what}>
          {periodEnd === null ? review.balance : review.charge(formats.date(periodEnd))}
        </Caption1>
      </span>
      <Body1 className={styles.amount}>
        {amount(before)} → {amount(after)}
      </Body1>
    </div>
  );
}
