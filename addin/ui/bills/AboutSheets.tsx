import {
  Body1,
  Caption1,
  Checkbox,
  Radio,
  RadioGroup,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { Answers } from '../../flows/bills/make-bills.ts';
import type { BillsPlan } from '../../flows/bills/plan-bills.ts';
import { usePane } from '../pane-context.ts';
import { Paged } from '../shell/Paged.tsx';
import { Section } from '../shell/Section.tsx';
import { billsWords as said } from '../words/bills.ts';

export type SheetAnswers = Required<Pick<Answers, 'edited' | 'replaced'>>;

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

export interface AboutSheetsProps {
  readonly plan: BillsPlan;
  readonly answers: SheetAnswers;
  readonly onAnswers: (answers: SheetAnswers) => void;
}

/** What of the user's would go where bills are made in place, and what is to become of it. */
export function AboutSheets({ plan, answers, onAnswers }: AboutSheetsProps) {
  const styles = useStyles();
  const { formats } = usePane();
  const edited = plan.bills.filter(({ what }) => what === 'edited');
  const replaced = plan.bills.filter(({ what }) => what === 'replaced');
  return (
    <>
      {edited.length > 0 && (
        <Section title={said.edited}>
          <Paged
            items={edited}
            keyOf={({ sheet }) => sheet}
            size={10}
            render={({ sheet, edited: cells }) => (
              <Body1>{said.editedIn(sheet, cells.join(', '))}</Body1>
            )}
          />
          <RadioGroup
            aria-label={said.edited}
            value={answers.edited}
            onChange={(_, { value }) =>
              onAnswers({ ...answers, edited: value === 'overwrite' ? 'overwrite' : 'keep' })
            }
          >
            {(['keep', 'overwrite'] as const).map((one) => (
              <Radio
                key={one}
                value={one}
                label={said[one]}
                // On the web office.js moves the focus itself at Tab, and would stop at each of them.
                tabIndex={one === answers.edited ? 0 : -1}
              />
            ))}
          </RadioGroup>
        </Section>
      )}
      {replaced.length > 0 && (
        <Section title={said.replaced(formats.count(replaced.length))}>
          <Paged
            items={replaced}
            keyOf={({ sheet }) => sheet}
            size={10}
            render={({ sheet }) => <Body1>{sheet}</Body1>}
          />
          <Caption1 className={styles.quiet}>{said.replacedHow}</Caption1>
          <Checkbox
            label={said.replace}
            checked={answers.replaced}
            onChange={(_, { checked }) => onAnswers({ ...answers, replaced: checked === true })}
          />
        </Section>
      )}
    </>
  );
}
