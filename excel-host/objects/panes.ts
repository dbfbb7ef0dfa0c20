import { maxColumns, maxRows } from '../model/area.ts';
import type { Sheet } from '../model/workbook.ts';
import { method } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import { freezePanesClass } from './declared.ts';
import { areaArgument, notFound, rangeObject } from './reach.ts';

/** Which rows and columns of a sheet stay in sight. */

function freeze(sheet: Sheet, host: Host, rows: number, columns: number): void {
  host.edit((edit) => {
    edit.assign(sheet, { freeze: rows + columns > 0 ? { rows, columns } : undefined });
    edit.tell({ what: 'layoutChanged', sheet: sheet.id });
  });
}

const frozen = ({ freeze: panes }: Sheet) =>
  panes && {
    top: 0,
    left: 0,
    bottom: panes.rows > 0 ? panes.rows - 1 : maxRows - 1,
    right: panes.columns > 0 ? panes.columns - 1 : maxColumns - 1,
  };

freezePanesClass.implement({
  freezeRows: method(7, (sheet, args, host) => freeze(sheet, host, args.optionalWhole(0) ?? 1, 0)),
  freezeColumns: method(7, (sheet, args, host) =>
    freeze(sheet, host, 0, args.optionalWhole(0) ?? 1),
  ),
  freezeAt: method(7, (sheet, args, host) => {
    const { bottom, right } = areaArgument(args, 0, sheet, host).area;
    const rows = bottom === maxRows - 1 ? 0 : bottom + 1;
    freeze(sheet, host, rows, right === maxColumns - 1 ? 0 : right + 1);
  }),
  unfreeze: method(7, (sheet, _args, host) => freeze(sheet, host, 0, 0)),
  getLocation: method(7, (sheet, _args, host) => {
    const area = frozen(sheet);
    if (!area) throw notFound();
    return rangeObject(host, sheet, area);
  }),
  getLocationOrNullObject: method(7, (sheet, _args, host) => {
    const area = frozen(sheet);
    return area ? rangeObject(host, sheet, area) : null;
  }),
});
