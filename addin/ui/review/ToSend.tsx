import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { fieldsOf } from '../../../contract/kinds.ts';
import { OUTCOMES } from '../../../contract/push.ts';
import type { Outcome, TableResult } from '../../../contract/push.ts';
import type { Preview } from '../../flows/preview.ts';
import { usePane } from '../pane-context.ts';
import { Folded } from '../shell/Folded.tsx';
import { Paged } from '../shell/Paged.tsx';
import { KIND_WORDS, OUTCOME_WORDS, fieldWord, words } from '../words.ts';
import { PlaceLink } from './NeedCard.tsx';
import { rowsToSend } from './needs.ts';
import { rowsOf } from './rows.ts';

const useStyles = makeStyles({
  table: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  counts: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
});

/** The rows that go, table by table, and what changes in them. */
export function ToSend({ preview }: { preview: Preview }) {
  const styles = useStyles();
  const { formats } = usePane();
  const count = rowsToSend(preview);
  if (count === 0) return null;
  return (
    <Folded title={words.review.rest(formats.count(count))}>
      {() =>
        preview.result.tables.map((table) => (
          <div key={`${table.kind} ${table.source}`} className={styles.table}>
            <Body1>
              {KIND_WORDS[table.kind]}
              <Caption1 block className={styles.counts}>
                {countsOf(table)
                  .map(([outcome, rows]) => `${formats.count(rows)} ${OUTCOME_WORDS[outcome]}`)
                  .join(' · ')}
              </Caption1>
            </Body1>
            <Rows table={table} preview={preview} />
          </div>
        ))
      }
    </Folded>
  );
}

function Rows({ table, preview }: { table: TableResult; preview: Preview }) {
  const styles = useStyles();
  const { formats } = usePane();
  const { kind, source } = table;
  const rows = useMemo(() => rowsOf(table), [table]);
  return (
    <Paged
      items={rows}
      keyOf={({ row }) => row}
      size={20}
      render={({ row, outcome, changes }) => (
        <div className={styles.row}>
          <PlaceLink place={{ kind, source, row, field: null }} preview={preview} />
          <Caption1>
            {changes.length === 0
              ? OUTCOME_WORDS[outcome]
              : changes
                  .map(({ field, server, sheet }) => {
                    const type = fieldsOf(kind)[field]?.type ?? 'text';
                    const [from, to] = [formats.value(server, type), formats.value(sheet, type)];
                    return `${fieldWord(field)} ${from} → ${to}`;
                  })
                  .join(', ')}
          </Caption1>
        </div>
      )}
    />
  );
}

function countsOf({ outcomes }: TableResult): [Outcome, number][] {
  return OUTCOMES.flatMap((outcome): [Outcome, number][] => {
    const count = outcomes.outcome.filter((one) => one === outcome).length;
    return count > 0 ? [[outcome, count]] : [];
  });
}
