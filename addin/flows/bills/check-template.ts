import type { Saying } from '../words.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { openTemplate } from './open-template.ts';
import { placed } from './sayings.ts';
import type { TemplateFault } from './template/parse.ts';

/** What a sheet is as a template. */
export interface CheckedTemplate {
  readonly sheet: string;
  /** Names of the fields that it uses, in the order of the sheet, each once. */
  readonly fields: readonly string[];
  readonly mistakes: readonly TemplateMistake[];
  /** Headers of the first or of even pages: their fields are not filled in. */
  readonly hasOtherHeaders: boolean;
}

export interface TemplateMistake {
  /** "B7", a row's number, or a part of the page's header or footer. */
  readonly at: string;
  readonly saying: Saying;
  /** What may have been meant instead of an unknown field. */
  readonly nearest: string | null;
}

/** Reads a sheet as a template, and says what is wrong with it. @throws FlowProblem, HostProblem */
export async function checkTemplate(
  ws: Workspace,
  sheet: string,
  options: FlowOptions = {},
): Promise<CheckedTemplate> {
  const { template } = await openTemplate(ws, sheet, options);
  const pieces = [
    ...template.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.pieces)),
    ...template.page.flatMap((part) => part.pieces),
  ];
  const fields = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.name]));
  return {
    sheet: template.sheet.name,
    fields: [...new Set(fields)],
    mistakes: template.faults.map(mistakeOf),
    hasOtherHeaders: template.sheet.hasOtherHeaders,
  };
}

function mistakeOf(fault: TemplateFault): TemplateMistake {
  const nearest = fault.code === 'no-such-field' ? fault.nearest : null;
  return { at: fault.at, saying: placed(fault), nearest };
}
