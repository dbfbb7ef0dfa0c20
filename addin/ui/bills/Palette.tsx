import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Field } from '../../flows/bills/fields.ts';
import { insertField, palette } from '../../flows/bills/palette.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Folded } from '../shell/Folded.tsx';
import { Section } from '../shell/Section.tsx';
import { useTask } from '../use-task.ts';
import { billsWords as said, fieldLabel } from '../words/bills.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  field: { minWidth: 0, fontWeight: tokens.fontWeightRegular },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** All fields there are: a click puts one into the selected cell. */
export function Palette() {
  const styles = useStyles();
  const { ws, announce } = usePane();
  const task = useTask();
  const [put, setPut] = useState<string | null>(null);
  const { templates: words } = said;
  const insert = async (field: Field) => {
    setPut(null);
    const where = await task.run((options) => insertField(ws, field, options));
    if (!where) return;
    const told = words.put(`{{${field.name}}}`, where.cell, where.sheet);
    setPut(told);
    announce(told);
  };
  const buttons = (fields: readonly Field[]) => (
    <div className={styles.fields}>
      {fields.map((field) => (
        <Button
          key={field.name}
          className={styles.field}
          size="small"
          onClick={() => void insert(field)}
        >
          {fieldLabel(field.name)}
        </Button>
      ))}
    </div>
  );
  return (
    <Section title={words.palette}>
      <Caption1 className={styles.quiet}>{words.paletteHow}</Caption1>
      <Failed failure={task.failure} kept="" />
      {put !== null && <Caption1>{put}</Caption1>}
      {palette().map(({ group, fields }) =>
        group === null ? (
          <div key="once">{buttons(fields)}</div>
        ) : (
          <Folded key={group} title={said.groups[group]}>
            {() => (
              <>
                <Caption1 className={styles.quiet}>{said.groupHow}</Caption1>
                {buttons(fields)}
              </>
            )}
          </Folded>
        ),
      )}
      <Caption1 className={styles.quiet}>{words.rows}</Caption1>
    </Section>
  );
}
