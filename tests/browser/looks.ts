/** How people have their screens: every view is looked at in each of these, or at the usual scale in one. */
import type { Frame, Page } from 'playwright-core';
import { isFullScale } from '../setup/scale.ts';

const looks = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'light', forcedColors: 'active' },
] as const;
let views = 0;

/** Faults that are found in one view, in each look or in the one whose turn it is; it stays in the last. */
export async function faultsInEachLook(
  page: Page,
  view: Page | Frame,
  faults: () => Promise<string[]>,
): Promise<string[]> {
  const found: string[] = [];
  views += 1;
  const turn = views % looks.length;
  for (const { name, ...media } of isFullScale ? looks : looks.slice(turn, turn + 1)) {
    await page.emulateMedia(media);
    await view.evaluate(untilDrawn);
    found.push(...(await faults()).map((fault) => `${name}: ${fault}`));
  }
  return found;
}

/** Until everything has the colours of the look, and what fades has faded; spinners turn for ever. */
async function untilDrawn(): Promise<void> {
  for (let still = 0; still < 2; still += 1) {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    await new Promise((idle) => requestIdleCallback(idle));
    const ending = document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    if (ending.length > 0) still = 0;
    await Promise.allSettled(ending.map(({ finished }) => finished));
  }
}
