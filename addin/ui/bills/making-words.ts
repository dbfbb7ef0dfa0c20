import type { Progress } from '../../flows/workspace.ts';
import { billsWords as said } from '../words/bills.ts';

/** How far making and issuing bills is; null: in the usual words. */
export function makingWords(
  progress: Progress | null,
  count: (number: number) => string,
): string | null {
  if (progress?.step === 'writing') {
    return said.progress.making(count(progress.done), count(progress.total));
  }
  return progress?.step === 'sending' ? said.progress.issuing(count(progress.total)) : null;
}
