import { findTemplates } from '../../excel/bills/find-templates.ts';
import { appendToSelection } from '../../excel/bills/insert-text.ts';
import { cellName } from '../../excel/bills/template-sheet.ts';
import { FlowProblem } from '../words.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileReading, whileWriting } from '../workspace.ts';
import { FIELDS } from './fields.ts';
import type { Field, LineGroup } from './fields.ts';

/** Fields as a palette shows them: those said once, then those of each kind of line. */
export function palette(): readonly {
  readonly group: LineGroup | null;
  readonly fields: readonly Field[];
}[] {
  const groups = [...new Set(FIELDS.map(({ group }) => group))];
  return groups.map((group) => ({ group, fields: FIELDS.filter((one) => one.group === group) }));
}

/** Sheets of the workbook that may be templates: they have a field, and are no bills. @throws HostProblem */
export function listTemplates({ host }: Workspace, options: FlowOptions = {}) {
  return findTemplates(host, whileReading(options));
}

/**
 * Writes a field into the selected cell, behind what stands there. Tells where: "Bill", "B7".
 *
 * @throws FlowProblem `cell-holds-formula`; HostProblem
 */
export async function insertField(
  { host }: Workspace,
  { name }: Pick<Field, 'name'>,
  options: FlowOptions = {},
): Promise<{ readonly sheet: string; readonly cell: string }> {
  const put = await appendToSelection(host, `{{${name}}}`, whileWriting(options));
  if (put === null) throw new FlowProblem({ code: 'cell-holds-formula' });
  return { sheet: put.sheet, cell: cellName(put.row, put.column) };
}
