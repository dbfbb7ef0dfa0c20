import { Caption1, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { KIND_ORDER } from '../../../contract/kinds.ts';
import { withTable } from '../../flows/correct.ts';
import type { Mapping } from '../../flows/mapping.ts';
import type { Ledger } from '../../flows/read-ledger.ts';
import { usePane } from '../pane-context.ts';
import { Folded } from '../shell/Folded.tsx';
import { KIND_WORDS, words } from '../words.ts';
import type { FoundTable } from './use-ledger.ts';

const useStyles = makeStyles({
  tables: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  headers: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** Tables that feed nothing, each of which may be taken in. */
export function Unused({ ledger, mapping }: { ledger: Ledger; mapping: Mapping }) {
  const styles = useStyles();
  const { ledger: work, formats } = usePane();
  const { dataView } = words;
  const unused = ledger.content.tables.filter((table) => !isUsed(table, mapping));
  if (unused.length === 0) return null;
  return (
    <Folded title={`${dataView.unused} (${formats.count(unused.length)})`}>
      {() => (
        <div className={styles.tables}>
          {unused.map((table) => (
            <div key={`${table.sheet} ${table.headerRow} ${table.left}`}>
              <Field label={dataView.readAs(nameOf(table))} size="small">
                <Select
                  size="small"
                  value=""
                  onChange={(_, { value }) => {
                    const kind = KIND_ORDER.find((one) => one === value);
                    if (kind) work.correct(withTable(ledger.content, mapping, table, kind));
                  }}
                >
                  <option value="">{dataView.readAsNone}</option>
                  {KIND_ORDER.map((kind) => (
                    <option key={kind} value={kind}>
                      {KIND_WORDS[kind]}
                    </option>
                  ))}
                </Select>
              </Field>
              <Caption1 className={styles.headers}>
                {table.headers.filter(Boolean).join(' · ')}
              </Caption1>
            </div>
          ))}
        </div>
      )}
    </Folded>
  );
}

function nameOf({ table, sheet }: FoundTable): string {
  return table ?? sheet;
}

function isUsed(table: FoundTable, mapping: Mapping): boolean {
  return mapping.tables.some(({ from }) =>
    from.table === undefined
      ? from.sheet === table.sheet &&
        (from.headerRow === undefined || from.headerRow === table.headerRow)
      : from.table === table.table,
  );
}
