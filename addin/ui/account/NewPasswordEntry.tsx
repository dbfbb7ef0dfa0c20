import { PASSWORD_CHARACTERS } from '../../../contract/password-rules.ts';
import type { Failure } from '../../flows/failure.ts';
import { words } from '../words.ts';
import type { EntryProps } from './Form.tsx';
import { PasswordEntry } from './Form.tsx';
import type { PasswordMeterProps } from './PasswordMeter.tsx';
import { PasswordMeter } from './PasswordMeter.tsx';

export interface NewPasswordEntryProps extends Pick<
  EntryProps,
  'value' | 'onValue' | 'fault' | 'hint'
> {
  readonly label?: string;
  readonly owner: PasswordMeterProps['owner'];
}

/** A password that is chosen, with what it is worth. */
export function NewPasswordEntry({ owner, ...entry }: NewPasswordEntryProps) {
  return (
    <div>
      <PasswordEntry autoComplete="new-password" hint={words.account.passwordHint} {...entry} />
      <PasswordMeter password={entry.value} owner={owner} />
    </div>
  );
}

/** Why it cannot be chosen, as far as its length says so; the server judges the rest. */
export function lengthFault(password: string): string | null {
  const length = Array.from(password.normalize('NFC')).length;
  if (length < PASSWORD_CHARACTERS.least) return words.account.passwordShort;
  return length > PASSWORD_CHARACTERS.most ? words.account.passwordLong : null;
}

/** What the server has against it, in its own sentence. */
export function passwordRefusal(failure: Failure | null): string | null {
  if (failure?.from !== 'server' || failure.code !== 'password-refused') return null;
  return failure.detail;
}
