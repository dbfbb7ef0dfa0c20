/** zxcvbn-ts with its words: large, so it is loaded only where somebody chooses a password. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { EXPECTED_WORDS, PASSWORD_STRENGTH } from '../../contract/password-rules.ts';

const estimator = new ZxcvbnFactory({
  graphs: adjacencyGraphs,
  dictionary: { ...dictionary, expected: [...EXPECTED_WORDS] },
  maxLength: PASSWORD_STRENGTH.charactersJudged,
  l33tMaxSubstitutions: PASSWORD_STRENGTH.substitutions,
});

export function guessesOf(password: string, known: readonly string[]): number {
  return estimator.check(password, [...known]).guesses;
}
