import {
  Body1Strong,
  Button,
  Caption1,
  Card,
  Checkbox,
  Field,
  MessageBar,
  MessageBarBody,
  Select,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { DeleteRegular, InfoRegular } from '@fluentui/react-icons';
import type { FieldView, TableView } from '../../flows/correct.ts';
import { changeTable, withoutTable } from '../../flows/correct.ts';
import type { Ledger } from '../../flows/read-ledger.ts';
import { sentenceOf } from '../../flows/words.ts';
import { usePane } from '../pane-context.ts';
import { Folded } from '../shell/Folded.tsx';
import { KIND_WORDS, fieldWord, words } from '../words.ts';
import { AddField } from './AddField.tsx';
import { FieldRow } from './FieldRow.tsx';

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalM, gap: tokens.spacingVerticalXS },
  names: { paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  where: {
    paddingLeft: tokens.spacingHorizontalXL,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  fields: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalS,
    marginLeft: `calc(-1 * ${tokens.spacingHorizontalXL})`,
  },
  remark: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'flex-start' },
  icon: { flexShrink: 0, marginTop: '2px', color: tokens.colorNeutralForeground3 },
  button: { alignSelf: 'flex-start' },
});

export interface TableCardProps {
  readonly table: TableView;
  readonly ledger: Ledger;
  readonly isOpenAtFirst: boolean;
}

/** One table of the sheet: which of its columns become what, with the first rows as they will be read. */
export function TableCard({ table, ledger, isOpenAtFirst }: TableCardProps) {
  const styles = useStyles();
  const { formats } = usePane();
  const name = KIND_WORDS[table.kind];
  const sheet = table.sheet ?? table.source;
  const fields = bySheet(table.fields)
    .map(({ field }) => fieldWord(field))
    .join(' · ');
  const where = words.dataView.where(sheet, formats.count(table.rows));
  return (
    <Card className={styles.card} appearance="outline" aria-label={`${name}, ${where}`}>
      <Folded
        title={<Body1Strong>{name}</Body1Strong>}
        isOpenAtFirst={isOpenAtFirst}
        summary={
          <Caption1 block className={styles.where}>
            {where}
          </Caption1>
        }
        ifFolded={
          <Caption1 block className={styles.names}>
            {fields}
          </Caption1>
        }
      >
        {() => (
          <div className={styles.body}>
            <TableBody table={table} ledger={ledger} />
          </div>
        )}
      </Folded>
      {[...table.faults, ...(table.problem ? [table.problem] : [])].map((fault) => (
        <MessageBar key={JSON.stringify(fault)} intent="warning" layout="multiline">
          <MessageBarBody>{sentenceOf(fault)}</MessageBarBody>
        </MessageBar>
      ))}
    </Card>
  );
}

function TableBody({ table, ledger }: { table: TableView; ledger: Ledger }) {
  const styles = useStyles();
  const { ledger: work } = usePane();
  const { mapping } = work;
  const { dataView } = words;
  const mapped = mapping?.tables.find(
    ({ kind, source }) => kind === table.kind && source === table.source,
  );
  if (mapping === null || !mapped) return null;
  const found = ledger.content.tables.find(
    (one) => one.sheet === table.sheet && one.table === table.table,
  );
  const remarks = work.isCorrected || !ledger.isConfirmed ? remarksOn(ledger, found) : [];
  const asksOrder = mapped.dateOrder !== undefined || remarks.some(asksForOrder);
  return (
    <>
      {remarks.map((saying) => (
        <Caption1 key={JSON.stringify(saying)} className={styles.remark}>
          <InfoRegular className={styles.icon} aria-hidden />
          {sentenceOf(saying)}
        </Caption1>
      ))}
      <ul className={styles.fields}>
        {bySheet(table.fields).map((field) => (
          <li key={field.field}>
            <FieldRow table={table} field={field} found={found} />
          </li>
        ))}
      </ul>
      {found && <AddField table={table} found={found} />}
      {asksOrder && <DateOrder table={table} order={mapped.dateOrder} />}
      <Checkbox
        size="medium"
        label={<Caption1>{dataView.complete}</Caption1>}
        checked={mapped.complete ?? true}
        onChange={(_, { checked }) =>
          work.correct(changeTable(mapping, table, { complete: checked === true }))
        }
      />
      {mapping.tables.length > 1 && (
        <Button
          className={styles.button}
          size="small"
          appearance="subtle"
          icon={<DeleteRegular />}
          onClick={() => work.correct(withoutTable(mapping, table))}
        >
          {dataView.notRead}
        </Button>
      )}
    </>
  );
}

function place({ letter }: FieldView): string {
  return letter === null ? 'ZZZZ' : letter.padStart(4);
}

/** As the columns stand in the sheet; what is the same in every row comes last. */
function bySheet(fields: readonly FieldView[]): FieldView[] {
  return fields.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

type Remarks = Ledger['proposal']['remarks'];

function remarksOn({ proposal }: Ledger, found: Remarks[number]['table'] | undefined) {
  return proposal.remarks.filter(({ table }) => table === found).map(({ saying }) => saying);
}

function asksForOrder({ code }: Remarks[number]['saying']): boolean {
  return code === 'which-date-order';
}

const ORDERS = ['DMY', 'MDY', 'YMD'] as const;

function DateOrder({ table, order }: { table: TableView; order: string | undefined }) {
  const { ledger: work } = usePane();
  const { dataView } = words;
  const choose = (value: string) => {
    if (work.mapping === null) return;
    const chosen = ORDERS.find((one) => one === value);
    work.correct(changeTable(work.mapping, table, { dateOrder: chosen }));
  };
  return (
    <Field label={dataView.dateOrder} size="small">
      <Select size="small" value={order ?? ''} onChange={(_, { value }) => choose(value)}>
        <option value="">{dataView.noOrder}</option>
        {ORDERS.map((one) => (
          <option key={one} value={one}>
            {dataView.orders[one]}
          </option>
        ))}
      </Select>
    </Field>
  );
}
