import {
  Body1,
  Caption1,
  Field,
  Input,
  Select,
  Textarea,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { LetterWords, MailPreview } from '../../flows/statements.ts';
import { Section } from '../shell/Section.tsx';
import { billsWords as said } from '../words/bills.ts';
import type { Mailable } from './lines.ts';

const useStyles = makeStyles({
  select: { minWidth: 0, maxWidth: '100%' },
  letter: {
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  text: { whiteSpace: 'pre-line' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface LetterProps {
  readonly mails: readonly MailPreview[];
  readonly bills: readonly Mailable[];
}

/** A letter as it would go out, the first one unless another is chosen. */
export function Letter({ mails, bills }: LetterProps) {
  const styles = useStyles();
  const [number, setNumber] = useState(mails[0]?.number);
  const shown = mails.find((mail) => mail.number === number) ?? mails[0];
  const { mails: words } = said;
  if (!shown) return null;
  return (
    <Section title={words.letter}>
      {mails.length > 1 && (
        <Field label={words.letterTo}>
          <Select
            className={styles.select}
            size="small"
            value={String(shown.number)}
            onChange={(_, { value }) => setNumber(Number(value))}
          >
            {mails.map(({ number: one, to }) => (
              <option key={one} value={one}>
                {bills.find((bill) => bill.number === one)?.tenant ?? to}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div className={styles.letter}>
        <strong>{shown.subject}</strong>
        <Body1 className={styles.text}>{shown.text}</Body1>
        <Caption1 className={styles.quiet}>{words.attached(shown.attachment)}</Caption1>
      </div>
    </Section>
  );
}

export interface OwnWordsProps {
  readonly own: LetterWords;
  /** What is wrong with them. */
  readonly wrong: string | null;
  readonly onOwn: (own: LetterWords) => void;
}

/** The landlord's own words, in which fields are filled in. */
export function OwnWords({ own, wrong, onOwn }: OwnWordsProps) {
  const { mails: words } = said;
  return (
    <>
      <Field label={words.subject}>
        <Input
          value={own.subject ?? ''}
          maxLength={200}
          onChange={(_, { value }) => onOwn({ ...own, subject: value })}
        />
      </Field>
      <Field label={words.text} hint={words.changeHow} validationMessage={wrong}>
        <Textarea
          value={own.text ?? ''}
          maxLength={5_000}
          resize="vertical"
          rows={6}
          onChange={(_, { value }) => onOwn({ ...own, text: value })}
        />
      </Field>
    </>
  );
}
