import type { Workbook } from '../model/workbook.ts';

/*
 * Functions of add-ins in a file: METER.USAGE is `_xldudf_METER_USAGE` in formulas, and a hidden name
 * of that kind says that it is known to be one.
 */

const prefix = '_xldudf_';

/** METER.USAGE as the file stores it. */
function customToFile(name: string): string {
  return prefix + name.replaceAll('.', '_');
}

/**
 * How the file stores the name of a function, if it is an add-in's: of one that is at hand, or of one that
 * the file knows of.
 */
export function customNaming({ functions, names }: Workbook): (name: string) => string | undefined {
  const noted = new Set(names.map(({ name }) => name.toLowerCase()));
  return (name) => {
    const stored = customToFile(name.toUpperCase());
    const isOne = functions?.has(name.toUpperCase()) === true || noted.has(stored.toLowerCase());
    return isOne ? stored : undefined;
  };
}

/** The hidden names that the file needs for the functions that its formulas call. */
export function customNames(workbook: Workbook): string[] {
  const { functions, sheets, names } = workbook;
  if (!functions) return [];
  const called = new Set<string>();
  for (const { rows } of sheets) {
    for (const row of rows) {
      for (const cell of row?.cells ?? []) {
        if (cell?.formula === undefined) continue;
        for (const [, name = ''] of cell.formula.matchAll(/([\p{L}_][\p{L}\p{N}_.]*)\(/gu)) {
          if (functions.has(name.toUpperCase())) called.add(customToFile(name.toUpperCase()));
        }
      }
    }
  }
  const known = new Set(names.map(({ name }) => name.toLowerCase()));
  return [...called].filter((name) => !known.has(name.toLowerCase()));
}
