import { Caption1, ProgressBar, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import type { PasswordStrength } from '../../flows/password-strength.ts';
import { passwordStrength } from '../../flows/password-strength.ts';
import { STRENGTH_WORDS } from '../words/account.ts';

const useStyles = makeStyles({
  meter: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    // As high as its words, so that nothing moves once there are some.
    minHeight: tokens.lineHeightBase200,
  },
});

const LOOKS = {
  refused: { value: 0.25, color: 'error' },
  fair: { value: 0.5, color: 'warning' },
  good: { value: 0.75, color: 'success' },
  strong: { value: 1, color: 'success' },
} as const;

const SETTLE_MS = 200;

export interface PasswordMeterProps {
  readonly password: string;
  /** What others know of whose password it is to be, as far as it is typed by now. */
  readonly owner: { readonly email: string; readonly name: string };
}

/** How hard a password is to guess: in words, the bar repeats them. */
export function PasswordMeter({ password, owner }: PasswordMeterProps) {
  const styles = useStyles();
  const id = useId();
  const strength = useStrength(password, owner);
  if (strength === null) return <div className={styles.meter} />;
  const { value, color } = LOOKS[strength];
  return (
    <div className={styles.meter}>
      <ProgressBar value={value} color={color} thickness="large" aria-labelledby={id} />
      <Caption1 id={id}>
        <output>{STRENGTH_WORDS[strength]}</output>
      </Caption1>
    </div>
  );
}

/** null while nothing is typed, and where the judge cannot be fetched: the server judges in any case. */
function useStrength(
  password: string,
  { email, name }: PasswordMeterProps['owner'],
): PasswordStrength | null {
  const [strength, setStrength] = useState<PasswordStrength | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const judge = async () => {
      const found =
        password === ''
          ? null
          : await passwordStrength(password, { email, name }).catch(() => null);
      if (isCurrent) setStrength(found);
    };
    const timer = setTimeout(() => void judge(), SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [password, email, name]);
  return strength;
}
