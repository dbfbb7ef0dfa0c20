import { createContext, use } from 'react';
import type { Connection } from '../flows/connect.ts';
import type { Session } from '../flows/session.ts';
import type { Workspace } from '../flows/workspace.ts';
import type { AccountWork } from './account/use-account.ts';
import type { BillsWork } from './bills/use-bills.ts';
import type { Formats } from './format.ts';
import type { View } from './gate.ts';
import type { LedgerWork } from './data/use-ledger.ts';
import type { ResultsWork } from './results/use-results.ts';
import type { ReviewWork } from './review/use-review.ts';

/** How things are told: there before anything is known of the workbook. */
export interface Telling {
  readonly formats: Formats;
  /** Of amounts, dates and the likely currency. */
  readonly locale: string;
  /** Said once by the screen reader. */
  readonly announce: (text: string) => void;
}

export const TellingContext = createContext<Telling | null>(null);

export function useTelling(): Telling {
  const telling = use(TellingContext);
  if (telling === null) throw new Error('told outside of the pane');
  return telling;
}

/** What every view may use: the flows' workspace, where things stand, and the work that outlives a view. */
export interface Pane extends Telling {
  readonly ws: Workspace;
  readonly session: Session;
  readonly setSession: (session: Session) => void;
  readonly connection: Connection;
  readonly setConnection: (connection: Connection) => void;
  /** The view that is shown. */
  readonly view: View;
  /** Everything is set up, and the tabs are there. */
  readonly hasTabs: boolean;
  /**
   * Because the person went there with a button that is gone then: the heading gets the focus. The
   * notice says in the next view what was done in this one.
   */
  readonly go: (view: View, notice?: string) => void;
  readonly notice: string | null;
  /** Through the tabs, which keep the focus. */
  readonly switchTo: (view: View) => void;
  readonly account: AccountWork;
  readonly ledger: LedgerWork;
  readonly review: ReviewWork;
  readonly results: ResultsWork;
  readonly bills: BillsWork;
}

export const PaneContext = createContext<Pane | null>(null);

export function usePane(): Pane {
  const pane = use(PaneContext);
  if (pane === null) throw new Error('a view outside of the pane');
  return pane;
}
