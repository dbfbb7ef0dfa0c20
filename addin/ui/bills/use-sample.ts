import { addSampleTemplate } from '../../flows/bills/sample-template.ts';
import { showPlace } from '../../flows/bills/show-place.ts';
import { usePane } from '../pane-context.ts';
import type { Task } from '../use-task.ts';
import { useTask } from '../use-task.ts';
import { billsWords as said } from '../words/bills.ts';

export interface Sample {
  readonly task: Task;
  readonly add: () => void;
}

/** Puts a sample template into the workbook, shows it, and takes it for the bills. */
export function useSample(): Sample {
  const { ws, bills, announce } = usePane();
  const task = useTask();
  const add = async () => {
    const made = await task.run(async (options) => {
      const sheet = await addSampleTemplate(ws, options);
      await showPlace(ws, sheet.id);
      return sheet;
    });
    if (!made) return;
    announce(said.sampleMade(made.name));
    await bills.load({ template: made.id });
  };
  return { task, add: () => void add() };
}
