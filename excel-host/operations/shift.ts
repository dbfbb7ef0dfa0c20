import { shiftReferences, type Shift, shiftSpan } from '../formulas/references.ts';
import {
  type Area,
  columnCount,
  intersection,
  isWholeColumns,
  isWholeRows,
  maxColumns,
  maxRows,
  rowCount,
} from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type {
  Anchor,
  AnchorCorner,
  AutoFilter,
  Happening,
  PageLayout,
  Sheet,
  Workbook,
} from '../model/workbook.ts';
import { ExcelError } from '../error.ts';
import { filtersOf, isFiltering } from './find.ts';
import { rewriteFormulas } from './rewrite.ts';

/** The cells that a shift moves or takes out. */
export function movedBy(shift: Shift): Area {
  const across = shift.across ?? { first: 0, last: Infinity };
  return shift.axis === 'row'
    ? {
        top: shift.at,
        bottom: maxRows - 1,
        left: across.first,
        right: Math.min(across.last, maxColumns - 1),
      }
    : {
        left: shift.at,
        right: maxColumns - 1,
        top: across.first,
        bottom: Math.min(across.last, maxRows - 1),
      };
}

/** Where an area is after the shift; undefined once nothing of it is left. */
export function shiftArea(area: Area, shift: Shift): Area | undefined {
  const { at, count, across } = shift;
  const [first, last] = shift.axis === 'row' ? [area.left, area.right] : [area.top, area.bottom];
  if (across && (first < across.first || last > across.last)) return area;
  if (shift.axis === 'row') {
    const rows = shiftSpan({ first: area.top, last: area.bottom }, at, count, maxRows);
    return rows && { ...area, top: rows.first, bottom: rows.last };
  }
  const columns = shiftSpan({ first: area.left, last: area.right }, at, count, maxColumns);
  return columns && { ...area, left: columns.first, right: columns.last };
}

/** Refuses a shift that would move only part of a table or of merged cells. */
export function requireWhole(sheet: Sheet, shift: Shift): void {
  if (!shift.across) return;
  const moved = movedBy(shift);
  const { first, last } = shift.across;
  const isTorn = (area: Area): boolean => {
    if (!intersection(area, moved)) return false;
    return shift.axis === 'row'
      ? area.left < first || area.right > last
      : area.top < first || area.bottom > last;
  };
  const table = sheet.tables.find((candidate) => isTorn(candidate.area));
  if (table) {
    throw new ExcelError(
      'InsertDeleteConflict',
      `The operation would shift a part of the table "${table.name}" only.`,
    );
  }
  // Rows that a filter hides would part from their neighbours.
  const isFiltered = filtersOf(sheet).some(
    (filter) => shift.axis === 'row' && isFiltering(filter) && intersection(filter.area, moved),
  );
  if (isFiltered) {
    throw new ExcelError('FilteredRangeConflict', 'Cells of a filtered range cannot be shifted.');
  }
  if (sheet.merges.some(isTorn)) {
    throw new ExcelError(
      'MergedRangeConflict',
      'The operation would shift a part of merged cells.',
    );
  }
}

/** Everything on the sheet that stands at cells, and every formula, follows the shift. Cells do not. */
export function shiftAnchors(edit: Edit, sheet: Sheet, shift: Shift): void {
  const areas = (list: readonly Area[]): Area[] =>
    list.map((area) => shiftArea(area, shift)).filter((area) => area !== undefined);
  edit.assign(sheet, { merges: areas(sheet.merges) });
  for (const format of sheet.conditionalFormats)
    edit.assign(format, { areas: areas(format.areas) });
  for (const validation of sheet.validations) {
    edit.assign(validation, { areas: areas(validation.areas) });
  }
  shiftNotes(edit, sheet, shift);
  edit.assign(sheet.pageLayout, {
    printArea: areas(sheet.pageLayout.printArea),
    ...shiftTitles(sheet.pageLayout, shift),
  });
  for (const anchor of sheet.anchors) edit.assign(anchor, shiftAnchor(anchor, shift));
  if (sheet.autoFilter) {
    edit.assign(sheet, { autoFilter: shiftFilter(sheet.autoFilter, shift) });
  }
  const shifted = { ...shift, sheet: sheet.name };
  rewriteFormulas(edit, (formula, home) => shiftReferences(formula, home, shifted), sheet);
}

/** Rows and columns that are printed on every page. */
function shiftTitles(
  { titleRows, titleColumns }: PageLayout,
  { axis, at, count, across }: Shift,
): Partial<PageLayout> {
  if (across) return {};
  if (axis === 'row') {
    return { titleRows: titleRows && shiftSpan(titleRows, at, count, maxRows) };
  }
  return { titleColumns: titleColumns && shiftSpan(titleColumns, at, count, maxColumns) };
}

/** What lies above the cells goes with them, and grows or shrinks where it is meant to. */
function shiftAnchor({ from, to, moves }: Anchor, shift: Shift): Partial<Anchor> {
  const axis = shift.axis;
  const isAside =
    shift.across &&
    (axis === 'row'
      ? from.column < shift.across.first || from.column > shift.across.last
      : from.row < shift.across.first || from.row > shift.across.last);
  if (moves === 'Never' || isAside) return {};
  const moved = shiftCorner(from, shift);
  if (!to) return { from: moved };
  const end =
    moves === 'MovesAndSizes'
      ? shiftCorner(to, shift)
      : { ...to, [axis]: to[axis] + moved[axis] - from[axis] };
  return { from: moved, to: end };
}

function shiftCorner(corner: AnchorCorner, { axis, at, count }: Shift): AnchorCorner {
  const offset = axis === 'row' ? 'rowOffset' : 'columnOffset';
  const place = corner[axis];
  if (place < at) return corner;
  if (place >= at - count) return { ...corner, [axis]: place + count };
  return { ...corner, [axis]: at, [offset]: 0 };
}

function shiftNotes(edit: Edit, sheet: Sheet, shift: Shift): void {
  if (sheet.notes.length === 0) return;
  const notes = sheet.notes.filter((note) => {
    const { row, column } = note;
    const at = shiftArea({ top: row, bottom: row, left: column, right: column }, shift);
    if (at) edit.assign(note, { row: at.top, column: at.left });
    return at !== undefined;
  });
  edit.assign(sheet, { notes });
}

/** A filter follows its cells; the criteria of columns that are gone go too. */
export function shiftFilter(filter: AutoFilter, shift: Shift): AutoFilter | undefined {
  const area = shiftArea(filter.area, shift);
  if (!area) return undefined;
  if (shift.axis === 'row') return { ...filter, area };
  const criteria: AutoFilter['criteria'] = [];
  filter.criteria.forEach((criterion, offset) => {
    const column = filter.area.left + offset;
    const at = shiftSpan({ first: column, last: column }, shift.at, shift.count, maxColumns);
    if (at) criteria[at.first - area.left] = criterion;
  });
  return { ...filter, area, criteria };
}

/** The shift that a happening tells of, for whoever holds addresses of their own. */
export function shiftOfHappening(workbook: Workbook, happening: Happening): Shift | undefined {
  const { area, shift: direction } = happening;
  const sheet = workbook.sheets.find(({ id }) => id === happening.sheet)?.name;
  if (!area || !direction || sheet === undefined) return undefined;
  if (direction === 'Down' || direction === 'Up') {
    const count = direction === 'Down' ? rowCount(area) : -rowCount(area);
    const across = { first: area.left, last: area.right };
    return { sheet, axis: 'row', at: area.top, count, ...(isWholeRows(area) ? {} : { across }) };
  }
  const count = direction === 'Right' ? columnCount(area) : -columnCount(area);
  const across = { first: area.top, last: area.bottom };
  return {
    sheet,
    axis: 'column',
    at: area.left,
    count,
    ...(isWholeColumns(area) ? {} : { across }),
  };
}
