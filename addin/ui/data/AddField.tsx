import { Button, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { fieldsOf } from '../../../contract/kinds.ts';
import type { TableView } from '../../flows/correct.ts';
import { changeField } from '../../flows/correct.ts';
import { usePane } from '../pane-context.ts';
import { fieldWord, words } from '../words.ts';
import { PickColumn } from './PickColumn.tsx';
import type { FoundTable } from './use-ledger.ts';

const useStyles = makeStyles({
  button: { alignSelf: 'flex-start' },
  adding: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

/** A field that no column feeds yet. */
export function AddField({ table, found }: { table: TableView; found: FoundTable }) {
  const styles = useStyles();
  const { ledger: work } = usePane();
  const [isAdding, setIsAdding] = useState(false);
  const [field, setField] = useState('');
  const mapped = new Set(table.fields.map((one) => one.field));
  const free = Object.keys(fieldsOf(table.kind)).filter((name) => !mapped.has(name));
  if (free.length === 0) return null;
  if (!isAdding) {
    return (
      <Button
        className={styles.button}
        size="small"
        appearance="subtle"
        icon={<AddRegular />}
        onClick={() => setIsAdding(true)}
      >
        {words.dataView.addField}
      </Button>
    );
  }
  const chosen = free.includes(field) ? field : (free[0] ?? '');
  const done = () => {
    setIsAdding(false);
    setField('');
  };
  return (
    <div className={styles.adding}>
      <Field label={words.dataView.addFieldFor} size="small">
        <Select size="small" value={chosen} onChange={(_, { value }) => setField(value)}>
          {free.map((name) => (
            <option key={name} value={name}>
              {fieldWord(name)}
            </option>
          ))}
        </Select>
      </Field>
      <PickColumn
        found={found}
        field={chosen}
        current={null}
        canLeaveOut
        onPicked={(position) => {
          if (work.mapping !== null && position !== null) {
            work.correct(changeField(work.mapping, table, chosen, { table: found, position }));
          }
          done();
        }}
        onCancel={done}
      />
    </div>
  );
}
