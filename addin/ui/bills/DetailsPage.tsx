import { Body1, Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Property, StatementSettings } from '../../../contract/properties.ts';
import { changeProperty } from '../../flows/properties.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Page } from '../shell/Page.tsx';
import { useDraft } from '../use-draft.ts';
import { useTask } from '../use-task.ts';
import { billsWords as said } from '../words/bills.ts';

type Texts = Pick<StatementSettings, 'issuer' | 'contact' | 'paymentDetails' | 'note'>;
type Draft = Texts & { readonly dueDays: string };

const LINES = {
  issuer: { rows: 3, most: 500 },
  contact: { rows: 2, most: 500 },
  paymentDetails: { rows: 3, most: 1_000 },
  note: { rows: 2, most: 1_000 },
} as const satisfies Record<keyof Texts, unknown>;

const DAYS = /^\d{0,3}$/;
const MOST_DAYS = 365;

export interface DetailsPageProps {
  readonly property: Property;
  readonly onBack: () => void;
}

/** What stands on every bill: who issues it, whom to ask, how to pay and until when. */
export function DetailsPage({ property, onBack }: DetailsPageProps) {
  const { ws, bills, announce } = usePane();
  const task = useTask();
  const { statements } = property.settings;
  const [edited, setEdited] = useDraft<Draft | null>('bill-details', property.id, null);
  const [isChecked, setIsChecked] = useState(false);
  const draft = edited ?? draftOf(statements);
  const { details: words } = said;
  const days = draft.dueDays.trim();
  const isWrong = !DAYS.test(days) || Number(days) > MOST_DAYS;
  const save = async () => {
    setIsChecked(true);
    if (isWrong) return;
    const change = { ...draft, dueDays: days === '' ? null : Number(days) };
    const input = { settings: { statements: change } };
    if (!(await task.run((options) => changeProperty(ws, property.id, input, options)))) return;
    setEdited(null);
    announce(words.saved);
    void bills.load();
    onBack();
  };
  return (
    <Page
      title={words.title}
      onBack={onBack}
      next={{ label: words.save, onClick: () => void save(), isDisabled: task.isRunning }}
      status={<Failed failure={task.failure} />}
    >
      <Body1>{words.how}</Body1>
      {(['issuer', 'contact', 'paymentDetails', 'note'] as const).map((name) => (
        <Field key={name} label={words[name]}>
          <Textarea
            value={draft[name]}
            rows={LINES[name].rows}
            maxLength={LINES[name].most}
            placeholder={words.examples[name]}
            resize="vertical"
            onChange={(_, { value }) => setEdited({ ...draft, [name]: value })}
          />
        </Field>
      ))}
      <Field
        label={words.dueDays}
        hint={words.dueDaysHow}
        validationMessage={isChecked && isWrong ? words.dueDaysWrong : null}
      >
        <Input
          inputMode="numeric"
          value={draft.dueDays}
          onChange={(_, { value }) => setEdited({ ...draft, dueDays: value })}
        />
      </Field>
    </Page>
  );
}

function draftOf({ dueDays, ...texts }: StatementSettings): Draft {
  return { ...texts, dueDays: dueDays === null ? '' : String(dueDays) };
}
