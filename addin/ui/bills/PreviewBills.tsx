import {
  Caption1,
  Field,
  Select,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { BillsPlan } from '../../flows/bills/plan-bills.ts';
import type { PreviewedBill, PreviewedCell } from '../../flows/bills/preview-bill.ts';
import { previewBill } from '../../flows/bills/preview-bill.ts';
import { Page } from '../shell/Page.tsx';
import { billsWords as said } from '../words/bills.ts';

const useStyles = makeStyles({
  select: { minWidth: 0, maxWidth: '100%' },
  paper: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    minHeight: tokens.lineHeightBase200,
  },
  // A label and its amount stand as on the sheet; more of them flow like a text.
  pair: {
    justifyContent: 'space-between',
    flexWrap: 'nowrap',
    '& > :last-child': { flexShrink: 0, maxWidth: '60%' },
  },
  cell: { whiteSpace: 'pre-line', minWidth: 0 },
  own: { color: tokens.colorNeutralForeground2 },
  filled: { fontWeight: tokens.fontWeightSemibold },
  formula: { fontStyle: 'italic', color: tokens.colorNeutralForeground2 },
});

export interface PreviewBillsProps {
  readonly plan: BillsPlan;
  /** Whose bill is shown first. */
  readonly first: number;
  readonly onBack: () => void;
}

/** What will stand in a bill, before there is a sheet of it. */
export function PreviewBills({ plan, first, onBack }: PreviewBillsProps) {
  const styles = useStyles();
  const [index, setIndex] = useState(first);
  const bill = plan.bills[index];
  const shown = useMemo(() => (bill ? previewBill(plan, bill) : null), [plan, bill]);
  return (
    <Page title={said.previewing.title} onBack={onBack}>
      <Field label={said.previewing.whose}>
        <Select
          className={styles.select}
          size="small"
          value={String(index)}
          onChange={(_, { value }) => setIndex(Number(value))}
        >
          {plan.bills.map(({ bill: { unit, tenant }, sheet }, i) => (
            <option key={sheet} value={i}>
              {tenant === null ? unit : `${tenant}, ${unit}`}
            </option>
          ))}
        </Select>
      </Field>
      {shown && <Paper bill={shown} />}
      {shown && <Caption1 className={styles.own}>{said.previewing.sheet(shown.sheet)}</Caption1>}
    </Page>
  );
}

function Paper({ bill: { rows } }: { bill: PreviewedBill }) {
  const styles = useStyles();
  return (
    <ul className={styles.paper} aria-label={said.previewing.title}>
      {rows.map((row, i) => {
        const cells = row.flatMap((cell, column) => (cell.text === '' ? [] : [{ cell, column }]));
        return (
          // oxlint-disable-next-line react/no-array-index-key -- rows of a sheet are known by where they are
          <li key={i} className={mergeClasses(styles.row, cells.length === 2 && styles.pair)}>
            {cells.map(({ cell, column }) => (
              <bdi key={column} className={mergeClasses(styles.cell, styles[cell.what])}>
                {textOf(cell)}
              </bdi>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function textOf({ what, text }: PreviewedCell): string {
  return what === 'formula' ? said.previewing.formula : text;
}
