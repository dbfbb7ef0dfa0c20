import {
  Body1,
  Button,
  Caption1,
  Checkbox,
  Link,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { EyeRegular } from '@fluentui/react-icons';
import { sentenceOf } from '../../flows/words.ts';
import { showPlace } from '../../flows/bills/show-place.ts';
import { whyNone } from '../../flows/bills/told.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Folded } from '../shell/Folded.tsx';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { useTask } from '../use-task.ts';
import { billsWords as said } from '../words/bills.ts';
import type { Ready } from './lines.ts';
import { isReady, keyOf, sumOf } from './lines.ts';
import type { Chosen } from './use-chosen.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
  },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
  },
  box: { minWidth: 0 },
  // Under the name, beside the box.
  state: { gridColumn: '1 / -1', paddingLeft: '36px', marginTop: `-${tokens.spacingVerticalS}` },
  amount: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', textAlign: 'right' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface BillListProps {
  readonly chosen: Chosen;
  readonly onPreview: (one: Ready) => void;
}

/** The tenants of a period with what each is to pay, to be chosen from. */
export function BillList({ chosen, onPreview }: BillListProps) {
  const styles = useStyles();
  const { ws, bills: work, formats } = usePane();
  const showing = useTask();
  const { ready, bills } = chosen;
  const waiting = (work.opened?.bills ?? []).filter((one) => !isReady(one));
  const isAll = bills.length === ready.length;
  const currency = work.opened?.property.currency ?? '';
  const sum = sumOf(bills.map(({ bill }) => bill.document.totalDue));
  return (
    <Section title={said.tenants}>
      <Failed failure={showing.failure} />
      {ready.length === 0 ? (
        <Body1>{said.none}</Body1>
      ) : (
        <>
          <div className={styles.head}>
            <Checkbox
              label={said.all(formats.count(ready.length))}
              checked={isAll ? true : bills.length > 0 && 'mixed'}
              onChange={() => chosen.chooseAll(!isAll)}
            />
            <Link as="button" onClick={chosen.chooseOwing}>
              {said.owing}
            </Link>
          </div>
          <Paged
            items={ready}
            keyOf={keyOf}
            label={said.tenants}
            render={(one) => (
              <BillLine
                one={one}
                isChosen={chosen.isChosen(one)}
                onChoose={(isIn) => chosen.choose(one, isIn)}
                onPreview={() => onPreview(one)}
                onShow={() => void showing.run(() => showPlace(ws, one.sheet?.id ?? ''))}
              />
            )}
          />
          <Caption1 className={styles.quiet}>
            {said.sum(formats.count(bills.length), `${formats.money(sum)} ${currency}`)}
          </Caption1>
        </>
      )}
      {waiting.length > 0 && (
        <Folded
          title={said.waiting(formats.count(waiting.length))}
          isOpenAtFirst={ready.length === 0}
        >
          {() => (
            <Paged
              items={waiting}
              keyOf={keyOf}
              render={({ bill }) => {
                const why = whyNone(bill);
                return why && <Body1>{sentenceOf(why)}</Body1>;
              }}
            />
          )}
        </Folded>
      )}
    </Section>
  );
}

interface BillLineProps {
  readonly one: Ready;
  readonly isChosen: boolean;
  readonly onChoose: (isIn: boolean) => void;
  readonly onPreview: () => void;
  readonly onShow: () => void;
}

function BillLine({ one, isChosen, onChoose, onPreview, onShow }: BillLineProps) {
  const styles = useStyles();
  const { bills, formats } = usePane();
  const { tenant, unit, document } = one.bill;
  const isLooked = bills.opened?.checked?.mistakes.length === 0;
  const state = stateOf(one, isLooked);
  const { totalDue } = document;
  const amount = totalDue.startsWith('-')
    ? said.credit(formats.money(totalDue.slice(1)))
    : formats.money(totalDue);
  return (
    <div className={styles.line}>
      <Checkbox
        className={styles.box}
        checked={isChosen}
        onChange={(_, { checked }) => onChoose(checked === true)}
        label={
          <>
            <bdi>{tenant ?? said.unnamed}</bdi>{' '}
            <Caption1 className={styles.quiet}>
              <bdi>{unit}</bdi>
            </Caption1>
          </>
        }
      />
      <Body1 className={styles.amount}>{amount}</Body1>
      <Button
        appearance="subtle"
        size="small"
        icon={<EyeRegular />}
        disabledFocusable={!isLooked}
        aria-label={said.preview(tenant ?? unit)}
        onClick={onPreview}
      />
      <Caption1 className={mergeClasses(styles.state, styles.quiet)}>
        {one.sheet === null ? (
          state
        ) : (
          <Link
            inline
            as="button"
            aria-label={said.showSheet(state, one.sheet.name)}
            onClick={onShow}
          >
            {state}
          </Link>
        )}
      </Caption1>
    </div>
  );
}

/** @param isLooked whether their sheets were looked for: not while the template has mistakes */
function stateOf({ state, bill, sheet }: Ready, isLooked: boolean): string {
  const { number } = bill.document;
  if (number === null && state === 'unmade' && sheet !== null) return said.oldSheet;
  const isApart = sheet === null && (state === 'draft' || state === 'issued');
  if (isApart) return said.apart(number === null ? said.state.draft : said.number(String(number)));
  if (number === null) return isLooked ? said.state[state] : '';
  if (state === 'issued' || !isLooked) return said.number(String(number));
  return (sheet === null ? said.noSheet : said.oldNumber)(String(number));
}
