import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { MoneyEffect } from '../../../contract/push.ts';
import { usePane } from '../pane-context.ts';
import { Folded } from '../shell/Folded.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { words } from '../words.ts';
import type { MoneyOfTenant } from './money.ts';
import { moneyByTenant } from './money.ts';

const useStyles = makeStyles({
  tenant: {
    display: 'flex',
    flexDirection: 'column',
    paddingBottom: tokens.spacingVerticalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  amount: { marginLeft: 'auto', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

/** More of one tenant's charges are folded: a first push moves them all. */
const FEW = 2;

/** Charges and balances that the push moves, from what to what, tenant by tenant. */
export function MoneyMoved({ money }: { money: readonly MoneyEffect[] }) {
  const { review } = words;
  const tenants = useMemo(() => moneyByTenant(money), [money]);
  return (
    <Section title={review.money}>
      {money.length === 0 && <Body1>{review.moneyNone}</Body1>}
      <Paged
        items={tenants}
        keyOf={({ unit, tenant }) => JSON.stringify([unit, tenant])}
        size={20}
        render={(one) => <Tenant moved={one} />}
      />
    </Section>
  );
}

function Tenant({ moved }: { moved: MoneyOfTenant }) {
  const styles = useStyles();
  const { formats } = usePane();
  const { unit, tenant, charges, balance } = moved;
  return (
    <div className={styles.tenant}>
      <Body1Strong>
        <bdi>{unit}</bdi>
        {tenant !== null && (
          <>
            {' · '}
            <bdi>{tenant}</bdi>
          </>
        )}
      </Body1Strong>
      {charges.length > FEW ? (
        <Folded title={words.review.charges(formats.count(charges.length))}>
          {() => charges.map((one) => <Effect key={one.periodEnd} effect={one} />)}
        </Folded>
      ) : (
        charges.map((one) => <Effect key={one.periodEnd} effect={one} />)
      )}
      {balance && <Effect effect={balance} />}
    </div>
  );
}

function Effect({ effect }: { effect: MoneyEffect }) {
  const styles = useStyles();
  const { formats } = usePane();
  const { periodEnd, before, after } = effect;
  const { review } = words;
  const amount = (text: string | null) => (text === null ? review.none : formats.money(text));
  return (
    <div className={styles.line}>
      <Caption1 className={styles.quiet}>
        {periodEnd === null ? review.balance : review.charge(formats.date(periodEnd))}
      </Caption1>
      <Body1 className={styles.amount}>
        {amount(before)} → {amount(after)}
      </Body1>
    </div>
  );
}
