import { expect } from 'vitest';
import type { TryPage } from './try-page.ts';

/** Waits until a cell in view shows the text. */
export async function shows(excel: TryPage, address: string, text: string): Promise<void> {
  await expect.poll(() => excel.cell(address).innerText(), { timeout: 10_000 }).toBe(text);
}
