import { Body1, Button, Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowUpRegular } from '@fluentui/react-icons';
import type { KindColumn } from '../../flows/results/forms.ts';
import type { HeaderKey } from '../../flows/results/words.ts';
import { Folded } from '../shell/Folded.tsx';
import { columnWord, placedWords } from '../words/placed-tables.ts';

/** A column, and whether the table is to have it. */
export interface ColumnChoice {
  readonly key: HeaderKey;
  readonly isKey: boolean;
  readonly isWanted: boolean;
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalXS,
    minHeight: '32px',
  },
  needed: { paddingLeft: '36px', color: tokens.colorNeutralForeground2 },
});

export function allColumns(columns: readonly KindColumn[]): ColumnChoice[] {
  return columns.map(({ key, isKey }) => ({ key, isKey: isKey === true, isWanted: true }));
}

/** Which columns in which order. */
export function ChooseColumns({
  choices,
  onChange,
}: {
  choices: readonly ColumnChoice[];
  onChange: (choices: ColumnChoice[]) => void;
}) {
  const styles = useStyles();
  const count = choices.filter(({ isWanted }) => isWanted).length;
  const want = (key: HeaderKey, isWanted: boolean) =>
    onChange(choices.map((one) => (one.key === key ? { ...one, isWanted } : one)));
  const moveUp = (i: number) => {
    const [above, one] = [choices[i - 1], choices[i]];
    if (above && one) onChange(choices.toSpliced(i - 1, 2, one, above));
  };
  return (
    <Folded title={`${placedWords.columns} (${count})`}>
      {() => (
        <ul className={styles.list} aria-label={placedWords.columns}>
          {choices.map(({ key, isKey, isWanted }, i) => (
            <li key={key} className={styles.row}>
              {isKey ? (
                <Body1 className={styles.needed}>
                  {columnWord(key)} <Caption1>({placedWords.needed})</Caption1>
                </Body1>
              ) : (
                <Checkbox
                  label={columnWord(key)}
                  checked={isWanted}
                  onChange={(_, { checked }) => want(key, checked === true)}
                />
              )}
              {i > 0 && (
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowUpRegular />}
                  aria-label={placedWords.up(columnWord(key))}
                  onClick={() => moveUp(i)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Folded>
  );
}
