import { listTables } from '../../addin/flows/placed-tables.ts';
import { placeTable } from '../../addin/flows/place-table.ts';
import { hasChart, switchChart } from '../../addin/flows/result-charts.ts';
import { RESULT_KINDS } from '../../addin/flows/results/forms.ts';
import { TABLE_WORDS } from '../../addin/flows/results/table-words.ts';
import type { Workspace } from '../../addin/flows/workspace.ts';
import type { Say } from './tool.ts';

/** A table of each kind that has a chart, with its chart; those that are there stay as they are. */
export async function addCharts(ws: Workspace, say: Say): Promise<void> {
  for (const kind of RESULT_KINDS.filter(hasChart)) {
    // oxlint-disable-next-line no-await-in-loop -- each finds its place beside those before
    const { tables } = await listTables(ws);
    const here = tables.find(
      ({ placed, found }) => placed.kind === kind && found.state === 'standing',
    );
    if (!here) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { sheet } = await placeTable(ws, { kind, at: 'own-sheet', hasChart: true });
      say(`${TABLE_WORDS[kind]}: a table and its chart on the sheet "${sheet}".`);
    } else if (here.chartOn === null) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await switchChart(ws, here.placed.name, true);
      say(`${TABLE_WORDS[kind]}: a chart beside its table.`);
    }
  }
}
