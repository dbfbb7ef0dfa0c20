import type { Page } from 'playwright-core';

export interface Held {
  /** Until one is sent. */
  readonly sent: Promise<void>;
  readonly letThrough: () => void;
}

/** Holds requests to that address, until they are let through. */
export async function hold(page: Page, address: string | RegExp): Promise<Held> {
  let [tell, letThrough] = [(): void => {}, (): void => {}];
  const sent = new Promise<void>((resolve) => (tell = resolve));
  const isLet = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(address, async (route) => {
    tell();
    await isLet;
    await route.continue();
  });
  return { sent, letThrough };
}
