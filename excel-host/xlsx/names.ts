import { customNames } from './custom-names.ts';
import { fromFileForm, toFileForm } from '../formulas/file-form.ts';
import { sheetPrefix, sheetsOfPrefix, tokenize } from '../formulas/tokens.ts';
import {
  type Area,
  columnName,
  isWholeColumns,
  isWholeRows,
  parseArea,
  printAbsolute,
} from '../model/area.ts';
import type { DefinedName, Sheet, Workbook } from '../model/workbook.ts';
import { fromXstring, toXstringAttribute } from './escape.ts';
import {
  attribute,
  booleanAttribute,
  type Document,
  type Element,
  make,
  numberAttribute,
  setAttributes,
} from './xml.ts';

// Defined names. Print areas, print titles and the place of a filter are names too, but stand in the
// model where they belong.

const printAreaName = '_xlnm.Print_Area';
const printTitlesName = '_xlnm.Print_Titles';
const filterName = '_xlnm._FilterDatabase';

/** The areas of "Sheet!$A$1:$B$9,Sheet!$D:$D", if it is nothing but areas of that sheet. */
function areasIn(formula: string, sheet: Sheet): Area[] | undefined {
  const areas: Area[] = [];
  for (const token of tokenize(formula)) {
    if (token.kind === 'space' || token.text === ',') continue;
    if (token.kind !== 'reference') return undefined;
    const [named, more] = sheetsOfPrefix(token.prefix);
    const isHere = !more && (named ?? sheet.name).toLowerCase() === sheet.name.toLowerCase();
    const area = parseArea(token.text.slice(token.prefix.length));
    if (!isHere || !area) return undefined;
    areas.push(area);
  }
  return areas;
}

/** Reads a name that belongs to the sheet's layout; false where it has to stay a name. */
function readLayoutName(name: string, formula: string, sheet: Sheet): boolean {
  if (name === filterName) return sheet.autoFilter !== undefined;
  const areas = areasIn(formula, sheet);
  if (!areas || areas.length === 0) return false;
  if (name === printAreaName) {
    sheet.pageLayout.printArea = areas;
    return true;
  }
  if (
    name !== printTitlesName ||
    !areas.every((area) => isWholeRows(area) || isWholeColumns(area))
  ) {
    return false;
  }
  for (const { top, bottom, left, right } of areas.filter(isWholeRows)) {
    if (left === 0 && right > 0) sheet.pageLayout.titleRows = { first: top, last: bottom };
  }
  for (const { left, right } of areas.filter(isWholeColumns)) {
    sheet.pageLayout.titleColumns = { first: left, last: right };
  }
  return true;
}

/** `sheets` are those of the file by position; charts among them are undefined. */
export function readNames(
  elements: readonly Element[],
  sheets: readonly (Sheet | undefined)[],
): DefinedName[] {
  return elements.flatMap((element) => {
    const name = attribute(element, 'name') ?? '';
    const formula = fromFileForm(fromXstring(element.textContent ?? ''));
    const local = numberAttribute(element, 'localSheetId');
    const sheet = local === undefined ? undefined : sheets[local];
    if (local !== undefined && !sheet) return [];
    if (sheet && readLayoutName(name, formula, sheet)) return [];
    const comment = fromXstring(attribute(element, 'comment') ?? '');
    return [
      { name, sheet: sheet?.id, formula, comment, visible: !booleanAttribute(element, 'hidden') },
    ];
  });
}

const lines = (first: string, last: string): string => `$${first}:$${last}`;

/** The names that a sheet's layout makes, with their formulas. */
function layoutNames({ name, pageLayout, autoFilter }: Sheet): [string, string][] {
  const prefix = sheetPrefix(name);
  const { printArea, titleRows, titleColumns } = pageLayout;
  const titles = [
    ...(titleColumns ? [lines(columnName(titleColumns.first), columnName(titleColumns.last))] : []),
    ...(titleRows ? [lines(`${titleRows.first + 1}`, `${titleRows.last + 1}`)] : []),
  ];
  const joined = (areas: readonly string[]): string => areas.map((area) => prefix + area).join(',');
  const names: [string, string][] = [
    [filterName, autoFilter ? joined([printAbsolute(autoFilter.area)]) : ''],
    [printAreaName, joined(printArea.map(printAbsolute))],
    [printTitlesName, joined(titles)],
  ];
  return names.filter(([, formula]) => formula !== '');
}

const key = (name: string): string => name.toLowerCase();

/**
 * The elements of all names, in the order that Excel wants (by name, then by sheet). `before` are the
 * file's own elements, whose further attributes are kept; `positions` tells each sheet's position.
 */
export function writeNames(
  document: Document,
  workbook: Workbook,
  positions: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, Element>,
): Element[] {
  const tables = new Set(
    workbook.sheets.flatMap(({ tables }) => tables.map(({ name }) => name.toLowerCase())),
  );
  const isTable = (name: string): boolean => tables.has(name.toLowerCase());
  const layout = workbook.sheets.flatMap((sheet) =>
    layoutNames(sheet).map(([name, formula]) => {
      return { name, formula, sheet: sheet.id, comment: '', visible: name !== filterName };
    }),
  );
  const placed = new Set(layout.map(({ sheet, name }) => `${sheet} ${key(name)}`));
  const own = workbook.names
    .filter(({ sheet, name }) => !placed.has(`${sheet} ${key(name)}`))
    .map((name) => ({ ...name, formula: toFileForm(name.formula, { isTable }) }));
  const functions = customNames(workbook).map((name) => {
    return { name, formula: '#NAME?', sheet: undefined, comment: '', visible: false };
  });
  const all = [...own, ...functions, ...layout].map((one) => {
    const localSheetId = one.sheet === undefined ? undefined : positions.get(one.sheet);
    return { ...one, localSheetId };
  });
  const written = all.filter(
    ({ sheet, localSheetId }) => sheet === undefined || localSheetId !== undefined,
  );
  written.sort(
    (one, other) =>
      key(one.name).localeCompare(key(other.name), 'en') ||
      (one.localSheetId ?? -1) - (other.localSheetId ?? -1),
  );
  return written.map(({ name, formula, sheet, comment, visible, localSheetId }) => {
    const kept = before.get(`${sheet ?? ''} ${key(name)}`);
    const element = (kept?.cloneNode(false) ?? make(document, 'definedName')) as Element;
    setAttributes(element, {
      name,
      localSheetId,
      comment: comment === '' ? undefined : toXstringAttribute(comment),
      hidden: visible ? undefined : true,
    });
    element.textContent = formula;
    return element;
  });
}
