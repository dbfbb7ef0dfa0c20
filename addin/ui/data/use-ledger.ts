import { useCallback, useState } from 'react';
import type { Mapping } from '../../flows/mapping.ts';
import type { Ledger } from '../../flows/read-ledger.ts';
import type { Workspace } from '../../flows/workspace.ts';
import { ledgerFlows } from '../later.ts';
import { useDraft } from '../use-draft.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';

/** A table of the workbook, with its cells. */
export type FoundTable = Ledger['content']['tables'][number];

/** What the workbook holds and how it is read, with corrections that are not saved yet. */
export interface LedgerWork {
  readonly ledger: Ledger | null;
  readonly mapping: Mapping | null;
  /** Corrected, and not kept in the workbook yet. */
  readonly isCorrected: boolean;
  readonly task: Task;
  readonly read: () => Promise<void>;
  readonly correct: (mapping: Mapping) => void;
  readonly undo: () => void;
  /** Keeps the mapping in the workbook; true where that went well. */
  readonly confirm: () => Promise<boolean>;
}

/** @param fileName names the draft: a workbook has no id of its own before it is connected */
export function useLedger(ws: Workspace, fileName: string): LedgerWork {
  const task = useTask();
  const [ledger, setLedger] = useState<Ledger | null>(null);
  const [draft, setDraft] = useDraft<Mapping | null>('mapping', fileName, null);
  const { run } = task;
  const mapping = draft ?? ledger?.mapping ?? null;

  const read = useCallback(async () => {
    const found = await run(async (options) => (await ledgerFlows()).readLedger(ws, options));
    if (found) setLedger(found);
  }, [run, ws]);

  const confirm = useCallback(async () => {
    if (mapping === null) return false;
    const done = await run(async (options) => {
      await (await ledgerFlows()).confirmMapping(ws, mapping, options);
      return true;
    });
    if (!done) return false;
    setDraft(null);
    setLedger((before) => before && { ...before, mapping, isConfirmed: true });
    return true;
  }, [mapping, run, setDraft, ws]);

  const undo = useCallback(() => setDraft(null), [setDraft]);
  const isCorrected = draft !== null;
  return { ledger, mapping, isCorrected, task, read, correct: setDraft, undo, confirm };
}
