import type { Area } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { Cell, Sheet, Workbook } from '../model/workbook.ts';
import type { Instance } from './classes.ts';

/*
 * This folder speaks with office.js: its messages (`conversation`), its batches (`batch`,
 * `interpret`, `query`), how classes are described to it (`classes`, `args`), and events. It knows no
 * class of Excel's and no rule of a sheet; it may import the model and `find`, never DOM or Node.
 */

/** What the objects of `objects/` may ask of the host that they live in. */
export interface Host {
  readonly workbook: Workbook;
  /** Highest ExcelApi set 1.x that this Excel supports. */
  readonly apiMinor: number;
  /** Whether cells written right below or beside a table become part of it (desktop AutoCorrect). */
  readonly growsTables: boolean;
  supports(since: number): boolean;
  /** One edit: all of it, or none. */
  edit<Result>(act: (edit: Edit) => Result): Result;
  /** Brings results up to date where calculation is automatic, or in any case if `always`. */
  calculate(always?: boolean): void;
  /** Results are not brought up to date for the copying of formulas until the batch ends. */
  suspendCalculation(): void;
  readonly isCalculationSuspended: boolean;
  /** What the cell shows. */
  textOf(cell: Cell | undefined): string;
  /** A range that follows its cells while the batch runs, and longer once it is kept. */
  range(sheet: Sheet, area: Area): RangeTarget;
  /** The add-in's pane; its page runs on while the pane is closed (shared runtime). */
  readonly paneIsVisible: boolean;
  showPane(isVisible: boolean): void;
  /** Opens a new workbook made of this file, or a blank one, in a window of its own. */
  openWorkbook(file: Uint8Array | null): void;
  /** Whether the add-in's page is loaded, unseen, whenever this file is opened. */
  loadsAtStart: boolean;
  root(): Instance;
  /** An object that no path leads to, by its class name. */
  create(className: string): Instance;
  keep(instance: Instance): void;
  kept(referenceId: string): Instance;
  release(referenceId: string): void;
  releaseAll(): void;
  keptCount(): number;
  /** What office.js finds the object again by. */
  identityOf(instance: Instance): Record<string, unknown>;
  listen(event: EventKey): void;
  unlisten(event: EventKey): void;
}

export interface RangeTarget {
  readonly sheet: Sheet;
  /** Undefined once all its cells were deleted. */
  area: Area | undefined;
}

/** One kind of event of one object: the type's number in office.js and the object's id. */
export interface EventKey {
  readonly type: number;
  readonly target: string;
}

/** The target of events about all sheets or tables, as office.js names it. */
export const wholeWorkbook = 'Workbook';
