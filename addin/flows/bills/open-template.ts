import { readKnownSheets } from '../../excel/bills/bill-records.ts';
import type { KnownSheets } from '../../excel/bills/bill-records.ts';
import type { Writing } from '../../excel/bills/template-sheet.ts';
import { readTemplateSheet } from '../../excel/bills/template-sheet.ts';
import { FlowProblem } from '../words.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileReading } from '../workspace.ts';
import { digestOf } from './digest.ts';
import type { Template } from './template/parse.ts';
import { parseTemplate } from './template/parse.ts';

export interface OpenTemplate {
  readonly template: Template;
  readonly writing: Writing;
  readonly known: KnownSheets;
  /** Of what the template says: bills remember it. */
  readonly digest: string;
}

const DIGEST = 12;

/**
 * Reads a sheet as a template. Its mistakes are in it; what makes it none at all is thrown.
 *
 * @throws FlowProblem, HostProblem
 */
export async function openTemplate(
  { host }: Workspace,
  sheet: string,
  options: FlowOptions,
): Promise<OpenTemplate> {
  const known = await readKnownSheets(host, whileReading(options));
  const read = await readTemplateSheet(host, sheet, whileReading(options));
  if (read === null) throw new FlowProblem({ code: 'no-template', sheet });
  const { template, writing } = read;
  const { id, name, cells, formats, page, printArea } = template;
  if (known.sheets.some((one) => one.id === id && one.bill)) {
    throw new FlowProblem({ code: 'template-is-bill', sheet: name });
  }
  if (template.isProtected) throw new FlowProblem({ code: 'template-protected', sheet: name });
  if (template.isFiltered) throw new FlowProblem({ code: 'template-filtered', sheet: name });
  const said = JSON.stringify([cells, formats, page, printArea]);
  return { template: parseTemplate(template), writing, known, digest: digestOf(said, DIGEST) };
}
