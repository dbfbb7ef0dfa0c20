/**
 * What tests leave behind is put away, wherever it was set up: within a hook or a test Vitest takes an
 * `afterAll` without a word and never calls it, and one in a shared module is heard by the first file
 * alone that loads it.
 */
type Chore = () => unknown;

const afterFile: Chore[] = [];
const afterTest: Chore[] = [];

/** To be done after all tests of the file and its own `afterAll`s; the last that was asked for goes first. */
export function whenDone(chore: Chore): void {
  afterFile.push(chore);
}

/** The same after the test that runs. */
export function whenTestDone(chore: Chore): void {
  afterTest.push(chore);
}

export const endFile = (): Promise<void> => doAll(afterFile);
export const endTest = (): Promise<void> => doAll(afterTest);

/** Does all of them, also after one that fails. */
async function doAll(chores: Chore[]): Promise<void> {
  const errors: unknown[] = [];
  for (const chore of chores.splice(0).toReversed()) {
    try {
      await chore();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 1) throw new AggregateError(errors, errors.join('\n'));
  if (errors.length === 1) throw errors[0];
}
