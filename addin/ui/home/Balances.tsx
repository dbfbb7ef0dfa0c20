import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { usePane } from '../pane-context.ts';
import { Paged } from '../shell/Paged.tsx';
import { words } from '../words.ts';
import type { Balance } from './standing.ts';

const useStyles = makeStyles({
  balance: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'baseline',
  },
  who: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  amount: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', textAlign: 'right' },
});

/** Who owes, the largest debt first. */
export function Balances({ balances }: { balances: readonly Balance[] }) {
  const styles = useStyles();
  const { formats } = usePane();
  const { homeView } = words;
  if (balances.length === 0) return <Body1>{homeView.nobody}</Body1>;
  return (
    <Paged
      items={balances}
      keyOf={({ unit, tenant }) => JSON.stringify([unit, tenant])}
      size={20}
      render={({ unit, tenant, amount, isCredit }) => (
        <div className={styles.balance}>
          <span className={styles.who}>
            <Body1>
              <bdi>{tenant ?? homeView.unnamed}</bdi>
            </Body1>{' '}
            <Caption1 className={styles.quiet}>
              <bdi>{unit}</bdi>
            </Caption1>
          </span>
          <Body1 className={styles.amount}>
            {isCredit ? homeView.credit(formats.money(amount.slice(1))) : formats.money(amount)}
          </Body1>
        </div>
      )}
    />
  );
}
