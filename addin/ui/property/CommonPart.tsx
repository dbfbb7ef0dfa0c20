import { Button, Caption1, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { Entry } from '../account/Form.tsx';
import { usePane } from '../pane-context.ts';
import { words } from '../words.ts';
import type { CommonSplit, DraftFaults, PropertyDraft } from './property-draft.ts';
import { SPLITS } from './property-draft.ts';

const useStyles = makeStyles({
  all: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
  },
  legend: { padding: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  quiet: { color: tokens.colorNeutralForeground2 },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: tokens.spacingVerticalXS,
    alignItems: 'end',
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke2}`,
  },
  whole: { gridColumn: '1 / -1' },
  button: { alignSelf: 'flex-start' },
});

type Lines = PropertyDraft['commonPart'];

export interface CommonPartProps {
  readonly lines: Lines;
  readonly faults: DraftFaults['commonPart'];
  readonly onChange: (lines: Lines) => void;
}

/** Who bears what no unit used, from the beginning and from each day on which that changed. */
export function CommonPart({ lines, faults, onChange }: CommonPartProps) {
  const styles = useStyles();
  const { formats } = usePane();
  const said = words.propertySettings;
  const change = (at: number, line: Partial<Lines[number]>) =>
    onChange(lines.map((one, i) => (i === at ? { ...one, ...line } : one)));
  const faultOf = (at: number) => {
    const fault = faults[at] ?? null;
    if (fault === null) return null;
    return fault === 'needed' ? said.fromNeeded : said.fromTwice;
  };
  return (
    <fieldset className={styles.all}>
      <legend className={styles.legend}>{said.common}</legend>
      <Caption1 className={styles.quiet}>{said.commonHow}</Caption1>
      {lines.map(({ from, split }, i) =>
        i === 0 ? (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no name but their place
          <Split
            key={i}
            label={said.always}
            split={split}
            onSplit={(to) => change(i, { split: to })}
          />
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no name but their place
          <div key={i} className={styles.line}>
            <Entry
              label={said.from}
              type="date"
              value={from}
              onValue={(to) => change(i, { from: to })}
              fault={faultOf(i)}
            />
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={from === '' ? said.removeNew : said.remove(formats.date(from))}
              onClick={() => onChange(lines.filter((_, other) => other !== i))}
            />
            <div className={styles.whole}>
              <Split label={said.pays} split={split} onSplit={(to) => change(i, { split: to })} />
            </div>
          </div>
        ),
      )}
      <Button
        className={styles.button}
        size="small"
        appearance="subtle"
        icon={<AddRegular />}
        onClick={() => onChange([...lines, { from: '', split: lines.at(-1)?.split ?? 'owner' }])}
      >
        {said.add}
      </Button>
    </fieldset>
  );
}

interface SplitProps {
  readonly label: string;
  readonly split: CommonSplit;
  readonly onSplit: (split: CommonSplit) => void;
}

function Split({ label, split, onSplit }: SplitProps) {
  return (
    <Field label={label}>
      <Select
        value={split}
        onChange={(_, { value }) => onSplit(SPLITS.find((one) => one === value) ?? split)}
      >
        {SPLITS.map((one) => (
          <option key={one} value={one}>
            {words.propertySettings.splits[one]}
          </option>
        ))}
      </Select>
    </Field>
  );
}
