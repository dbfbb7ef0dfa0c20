import type { Sheet } from '../model/workbook.ts';
import { type Allowance, protect, unprotect } from '../operations/protection.ts';
import { isRecord } from '../wire/args.ts';
import { method, property } from '../wire/classes.ts';
import { worksheetProtectionClass } from './declared.ts';

const allowances: readonly Allowance[] = [
  'allowAutoFilter',
  'allowDeleteColumns',
  'allowDeleteRows',
  'allowEditObjects',
  'allowEditScenarios',
  'allowFormatCells',
  'allowFormatColumns',
  'allowFormatRows',
  'allowInsertColumns',
  'allowInsertHyperlinks',
  'allowInsertRows',
  'allowPivotTables',
  'allowSort',
];

/** Every option with its value: what was not given is not allowed. */
function optionsOf({ protection }: Sheet): Record<string, boolean | string> {
  const given = protection?.options ?? {};
  const all = allowances.map((name) => [name, given[name] ?? false]);
  return { ...Object.fromEntries(all), selectionMode: given['selectionMode'] ?? 'Normal' };
}

worksheetProtectionClass.implement({
  protected: property(2, ({ protection }) => protection !== undefined),
  options: property(2, (sheet) => (sheet.protection ? optionsOf(sheet) : null)),
  protect: method(2, (sheet, args, host) => {
    const given = args.at(0);
    const options: Record<string, boolean | string> = {};
    for (const [name, value] of Object.entries(isRecord(given) ? given : {})) {
      if (typeof value === 'boolean' || typeof value === 'string') options[name] = value;
    }
    const password = args.optionalText(1);
    host.edit((edit) => protect(edit, sheet, options, password));
  }),
  unprotect: method(7, (sheet, args, host) => {
    const password = args.optionalText(0);
    host.edit((edit) => unprotect(edit, sheet, password));
  }),
});
