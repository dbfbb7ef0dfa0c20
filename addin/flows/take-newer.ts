import type { Preview } from './preview.ts';
import type { Place } from './show-cell.ts';
import type { Saying } from './words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** A value of the server's that can go into the sheet. */
export interface Offer extends Place {
  readonly state: 'newerOnServer' | 'conflict';
  /** As they travel: money and kWh as decimal text, dates as ISO; null for nothing. */
  readonly sheet: string | null;
  readonly server: string | null;
  /** Why it cannot be written into its cell; null where it can. */
  readonly hindrance: Saying | null;
}

export interface Taken {
  readonly written: number;
  /** What was left as it is, and why. */
  readonly left: readonly { readonly offer: Offer; readonly saying: Saying }[];
}

/** What the server has newer than the sheet, and what both sides changed. Pure. */
export declare function offersOf(preview: Preview): Offer[];

/** Writes accepted values into the user's cells; the next preview finds both sides agreed. */
export declare function takeNewer(
  ws: Workspace,
  preview: Preview,
  accepted: readonly Offer[],
  options?: FlowOptions,
): Promise<Taken>;
