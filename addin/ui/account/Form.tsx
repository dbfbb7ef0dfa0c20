import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { InputProps } from '@fluentui/react-components';
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { takeFocus } from '../shell/take-focus.ts';
import { words } from '../words.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  steps: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    marginTop: tokens.spacingVerticalS,
  },
});

export interface FormProps {
  readonly children: ReactNode;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly onSubmit: () => void;
  /** The view has another button that comes first. */
  readonly isQuiet?: boolean;
  /** Beneath the button. */
  readonly other?: ReactNode;
}

/** A form whose Enter is its button; the field at fault gets the focus when it is refused, here or by the server. */
export function Form({ children, submit, isBusy, onSubmit, isQuiet, other }: FormProps) {
  const styles = useStyles();
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries === 0 || isBusy) return;
    takeFocus(form.current?.querySelector<HTMLElement>('[aria-invalid="true"]'));
  }, [tries, isBusy]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    onSubmit();
    setTries(tries + 1);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={send} noValidate>
      {children}
      <div className={styles.steps}>
        <Button
          appearance={isQuiet ? 'secondary' : 'primary'}
          type="submit"
          disabledFocusable={isBusy}
        >
          {submit}
        </Button>
        {other}
      </div>
    </form>
  );
}

export interface EntryProps extends Omit<InputProps, 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly fault?: string | null | undefined;
  readonly hint?: string;
}

export function Entry({ label, value, onValue, fault, hint, ...input }: EntryProps) {
  return (
    <Field
      label={label}
      validationState={fault ? 'error' : 'none'}
      {...(fault ? { validationMessage: fault } : {})}
      {...(hint ? { hint } : {})}
    >
      <Input {...input} value={value} onChange={(_, data) => onValue(data.value)} />
    </Field>
  );
}

type PasswordEntryProps = Omit<EntryProps, 'label' | 'type' | 'contentAfter'> & {
  readonly label?: string;
};

/** Can be looked at: typing twice helps nobody. */
export function PasswordEntry(props: PasswordEntryProps) {
  const [isShown, setIsShown] = useState(false);
  const { account } = words;
  return (
    <Entry
      label={account.password}
      {...props}
      type={isShown ? 'text' : 'password'}
      contentAfter={
        <Button
          appearance="transparent"
          size="small"
          icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
          aria-label={isShown ? account.hide : account.show}
          onClick={() => setIsShown(!isShown)}
        />
      }
    />
  );
}

/** Tells the password's keeper whose password it is, where the address is not asked for. */
export function WhosePassword({ email }: { email: string }) {
  return <input type="email" autoComplete="username" value={email} readOnly hidden />;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function emailFault(email: string): string | null {
  return EMAIL.test(email.trim()) ? null : words.account.emailNeeded;
}
