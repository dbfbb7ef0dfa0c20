import { setTimeout as wait } from 'node:timers/promises';

const PAUSE_MS = 20;

/** Asks again and again until there is an answer; undefined when the time is up. */
export async function until<T>(
  seconds: number,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each question follows the answer before
    const answer = await ask();
    if (answer !== undefined || Date.now() >= deadline) return answer;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(PAUSE_MS);
  }
}
