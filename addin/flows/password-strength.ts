import {
  PASSWORD_CHARACTERS,
  PASSWORD_STRENGTH,
  leftWithoutOwnWords,
  ownWords,
} from '../../contract/password-rules.ts';

/** For the meter. What is `refused` here the server refuses too, and says why. */
export type PasswordStrength = 'refused' | 'fair' | 'good' | 'strong';

/** As many guesses as a determined attacker of one account makes, and of a stolen database. */
const [GOOD, STRONG] = [1e8, 1e10];

/** How strong a password is to be told, as the server would judge it. Loads the judge at first. */
export async function passwordStrength(
  password: string,
  owner: { readonly email: string; readonly name: string },
): Promise<PasswordStrength> {
  const { guessesOf } = await import('./password-estimator.ts');
  const text = password.normalize('NFC');
  const characters = Array.from(text).length;
  const { least, most } = PASSWORD_CHARACTERS;
  if (characters < least || characters > most) return 'refused';
  if (leftWithoutOwnWords(text, owner) < least) return 'refused';
  const guesses = guessesOf(text.normalize('NFKC'), ownWords(owner));
  if (guesses < PASSWORD_STRENGTH.leastGuesses) return 'refused';
  if (guesses < GOOD) return 'fair';
  return guesses < STRONG ? 'good' : 'strong';
}
