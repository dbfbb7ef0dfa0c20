/**
 * How many guesses a password withstands, by zxcvbn-ts: the common passwords, keyboard walks, dates and
 * repetitions that others try first. A list alone would let `Passw0rd!2024` through.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { EXPECTED_WORDS, PASSWORD_STRENGTH } from '../../contract/password-rules.ts';

let estimator: ZxcvbnFactory | undefined;

/** @param known words that others know of whose password it is to be */
export function guessesOf(password: string, known: readonly string[]): number {
  // Made when it is first needed: it takes as long as a hash and keeps 50,000 words.
  estimator ??= new ZxcvbnFactory({
    graphs: adjacencyGraphs,
    dictionary: { ...dictionary, expected: [...EXPECTED_WORDS] },
    maxLength: PASSWORD_STRENGTH.charactersJudged,
    l33tMaxSubstitutions: PASSWORD_STRENGTH.substitutions,
  });
  return estimator.check(password, [...known]).guesses;
}
