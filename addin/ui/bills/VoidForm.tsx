import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { voidStatement } from '../../flows/statements.ts';
import { Entry } from '../account/Form.tsx';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { takeFocus } from '../shell/take-focus.ts';
import { useTask } from '../use-task.ts';
import { billsWords as said } from '../words/bills.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface VoidFormProps {
  readonly number: number;
  readonly onKeep: () => void;
  readonly onVoided: () => Promise<void>;
}

/** What voiding does, and why it is done. */
export function VoidForm({ number, onKeep, onVoided }: VoidFormProps) {
  const styles = useStyles();
  const { ws, connection, announce, bills, results } = usePane();
  const task = useTask();
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The button that opened this is gone: it goes on in its place.
  useEffect(() => takeFocus(form.current?.querySelector('input')), []);
  const { issued: words } = said;
  const isMissing = reason.trim() === '';
  const propertyId = connection.propertyId ?? '';
  const submit = async () => {
    setIsChecked(true);
    if (isMissing || task.isRunning) return;
    const input = { number, reason };
    if (!(await task.finish((options) => voidStatement(ws, propertyId, input, options)))) return;
    announce(words.done(String(number)));
    await onVoided();
    void bills.load();
    void results.load();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc is the button that keeps it
    <form
      ref={form}
      className={styles.form}
      noValidate
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onKeep();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Caption1>{words.voidHow}</Caption1>
      <Entry
        label={words.reason}
        value={reason}
        maxLength={1000}
        placeholder={words.reasonPlaceholder}
        onValue={setReason}
        fault={isChecked && isMissing ? words.reasonNeeded : null}
      />
      <Failed failure={task.failure} />
      <div className={styles.buttons}>
        <Button size="small" type="submit" disabledFocusable={task.isRunning}>
          {words.confirm(String(number))}
        </Button>
        <Button size="small" appearance="subtle" onClick={onKeep}>
          {words.keep}
        </Button>
      </div>
    </form>
  );
}
