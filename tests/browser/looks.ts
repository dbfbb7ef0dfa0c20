/** How people have their screens: every view is looked at in each of these, or at the usual scale in one. */
import type { Frame, Page } from 'playwright-core';
import { isFullScale } from '../setup/scale.ts';

const looks = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'light', forcedColors: 'active' },
] as const;
let views = 0;

/** Faults that are found in one view, in each look or in the one whose turn it is; light again afterwards. */
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
  await page.emulateMedia(looks[0]);
  return found;
}

/** Until what changes colour has changed it; spinners turn for ever. */
async function untilDrawn(): Promise<void> {
  for (let frames = 0; frames < 2; frames += 1) {
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
