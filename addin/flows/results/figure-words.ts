import type { FigureReason } from '../../../contract/figures.ts';

/** Why a function in a cell has no figure: what the server says, and what happens before it is asked. */
export type FigureFault =
  FigureReason | 'signed-out' | 'not-connected' | 'no-access' | 'unreachable' | 'refused';

/** What Excel shows beside the cell. */
export const FIGURE_WORDS: Readonly<Record<FigureFault, string>> = {
  'unknown-unit': 'No unit has that name. Write it as your ledger does.',
  'unknown-tenant': 'That unit has no tenant of that name.',
  'unknown-period':
    'That is no billing period. Name the day it ends, or its month such as 2025-03.',
  'unknown-date': 'That is no date.',
  'no-bill': 'There is no utility bill of that period yet.',
  'no-charge': 'Nothing is charged there: the unit has no sub-meter, or stood empty.',
  missing: 'A reading is missing.',
  'in-question': 'A reading is lower than the one before: open PowerTrackr and say why.',
  waiting: 'The dates of the utility bill have to be settled first: open PowerTrackr.',
  'signed-out': 'Open PowerTrackr on the Home tab and sign in.',
  'not-connected': 'Open PowerTrackr on the Home tab and choose the property of this workbook.',
  'no-access': 'The property of this workbook is not shared with you any more.',
  unreachable: 'The server could not be reached. It is tried again by itself.',
  refused: 'The server did not answer. Refresh the results to try again.',
};
