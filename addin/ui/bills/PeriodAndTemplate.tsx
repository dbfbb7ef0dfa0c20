import { Button, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { usePane } from '../pane-context.ts';
import { billsWords as said } from '../words/bills.ts';

const useStyles = makeStyles({
  select: { minWidth: 0, maxWidth: '100%' },
  template: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'end',
    gap: tokens.spacingHorizontalS,
  },
});

/** Which period is billed, what bills are made from, and where. */
export function PeriodAndTemplate({ onTemplate }: { onTemplate: () => void }) {
  const styles = useStyles();
  const { bills, formats } = usePane();
  const { opened, load, forgetDone } = bills;
  if (!opened?.period || !opened.template) return null;
  return (
    <>
      <Field label={said.period}>
        <Select
          className={styles.select}
          size="small"
          value={opened.period.periodEnd}
          onChange={(_, { value }) => {
            forgetDone();
            void load({ periodEnd: value });
          }}
        >
          {opened.periods.map(({ start, end }) => (
            <option key={end} value={end}>
              {formats.period(start, end)}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.template}>
        <Field label={said.template}>
          <ChooseTemplate />
        </Field>
        <Button size="small" aria-label={said.editTemplate} onClick={onTemplate}>
          {said.edit}
        </Button>
      </div>
      <ChooseWhere lacking={opened.apartLacks} />
    </>
  );
}

function ChooseWhere({ lacking }: { lacking: string | null }) {
  const styles = useStyles();
  const { where, setWhere } = usePane().bills;
  return (
    <Field
      label={said.where.label}
      {...(lacking === null ? {} : { hint: said.where.lacking(lacking) })}
    >
      <Select
        className={styles.select}
        size="small"
        disabled={lacking !== null}
        value={where}
        onChange={(_, { value }) => setWhere(value === 'apart' ? 'apart' : 'here')}
      >
        <option value="here">{said.where.here}</option>
        <option value="apart">{said.where.apart}</option>
      </Select>
    </Field>
  );
}

/** The sheet that bills are made from; within a field. */
export function ChooseTemplate() {
  const styles = useStyles();
  const { opened, load } = usePane().bills;
  return (
    <Select
      className={styles.select}
      size="small"
      value={opened?.template?.id ?? ''}
      onChange={(_, { value }) => void load({ template: value })}
    >
      {opened?.templates.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
