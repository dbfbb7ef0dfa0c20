import type { ExcelHost } from '../host.ts';
import { type Area, areaOf } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { Change, HappeningKind, Sheet, Workbook } from '../model/workbook.ts';
import { activeSheet, sheetById } from '../operations/find.ts';
import { activate } from '../operations/sheets.ts';

/** What only looks at the workbook: it is not undone and is no reason to keep the file anew. */
const looking: ReadonlySet<HappeningKind> = new Set([
  'selectionChanged',
  'chartSelected',
  'sheetActivated',
  'sheetDeactivated',
]);
/** What belongs to the file but not to what a person did in its cells. */
const besides: ReadonlySet<HappeningKind> = new Set([
  'settingsChanged',
  'customXmlChanged',
  'propertiesChanged',
]);
/** After these Excel cannot undo what was before. */
const forgetting: ReadonlySet<HappeningKind> = new Set([
  'sheetAdded',
  'sheetDeleted',
  'protectionChanged',
]);
const undoDepth = 100;

/**
 * One open workbook as a window shows it: what the person does, undo and redo, and word of every
 * change to whoever draws it. Changes are told once for each turn of the event loop.
 */
export class Session {
  readonly id = crypto.randomUUID();
  readonly host: ExcelHost;
  readonly workbook: Workbook;
  /** Called when the file has something new to keep. */
  onContentChanged: (() => void) | undefined;
  #undone: Change[] = [];
  #done: Change[] = [];
  #isReplaying = false;
  #version = 0;
  #contentVersion = 0;
  #isTelling = false;
  readonly #listeners = new Set<() => void>();
  readonly #receivers = new Set<(made: Workbook) => void>();

  constructor(host: ExcelHost) {
    this.host = host;
    this.workbook = host.workbook;
    this.workbook.observers.add(this.#observe);
    this.host.onPane = () => this.#tell();
    this.host.onCalculated = () => {
      this.#contentVersion += 1;
      this.#tell();
    };
  }

  close(): void {
    this.workbook.observers.delete(this.#observe);
    this.host.onPane = undefined;
    this.host.onCalculated = undefined;
    this.host.close();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Workbooks that the add-in made are given to it. */
  receive(receiver: (made: Workbook) => void): () => void {
    this.#receivers.add(receiver);
    return () => this.#receivers.delete(receiver);
  }

  handOver(made: Workbook): void {
    for (const receiver of this.#receivers) receiver(made);
  }

  /** Another number after every change. */
  readonly version = (): number => this.#version;

  /** Another number after every change to what is in the sheets or how they are laid out. */
  get contentVersion(): number {
    return this.#contentVersion;
  }

  get sheet(): Sheet {
    return activeSheet(this.workbook);
  }

  /** The area that holds the active cell. */
  get selected(): Area {
    return this.sheet.selection.areas[0] ?? areaOf(0, 0);
  }

  /** While the person types into a cell, the add-in gets nothing done. */
  setTyping(isTyping: boolean): void {
    this.host.isInCellEdit = isTyping;
  }

  /** One edit by the person, calculated. Throws what Excel refuses. */
  act<Result>(edit: (edit: Edit) => Result): Result {
    const result = this.host.edit(edit);
    this.host.calculate();
    return result;
  }

  /** Selects an area; the active cell stands in it, at its first cell unless said otherwise. */
  select(area: Area, active = { row: area.top, column: area.left }): void {
    const { sheet } = this;
    this.host.edit((edit) => {
      edit.assign(sheet, {
        selection: { areas: [area], activeRow: active.row, activeColumn: active.column },
        selectedChart: undefined,
      });
      edit.tell({ what: 'selectionChanged', sheet: sheet.id, area });
    });
  }

  show(sheet: Sheet): void {
    this.host.edit((edit) => activate(edit, sheet));
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  undo(): void {
    const change = this.#done.pop();
    if (!change) return;
    this.#undone.push(change);
    this.#replay(change, () => change.undo());
  }

  redo(): void {
    const change = this.#undone.pop();
    if (!change) return;
    this.#done.push(change);
    this.#replay(change, () => change.redo());
  }

  /** Undoes or does again, then tells everybody, the add-in too, that these cells changed. */
  #replay(change: Change, swap: () => void): void {
    swap();
    const { workbook } = this;
    if (!sheetById(workbook, workbook.activeSheet)) workbook.activeSheet = this.sheet.id;
    this.host.calculate();
    const areas = change.happenings.filter(({ area }) => area);
    const happenings = areas.map(({ sheet, area }) => ({
      what: 'cellsEdited' as const,
      ...(sheet === undefined ? {} : { sheet }),
      ...(area ? { area } : {}),
    }));
    this.#isReplaying = true;
    const told: Change = { happenings, undo: () => {}, redo: () => {} };
    for (const observe of workbook.observers) observe(told);
    this.#isReplaying = false;
    const [where] = areas;
    const sheet = sheetById(workbook, where?.sheet ?? '');
    if (!sheet || !where?.area) return;
    this.show(sheet);
    this.select(where.area);
  }

  readonly #observe = (change: Change): void => {
    const kinds = change.happenings.map(({ what }) => what);
    if (!kinds.every((kind) => looking.has(kind))) {
      this.#contentVersion += 1;
      this.onContentChanged?.();
    }
    const isDone = kinds.some((kind) => !looking.has(kind) && !besides.has(kind));
    if (isDone && !this.#isReplaying) {
      this.#undone = [];
      this.#done.push(change);
      if (this.#done.length > undoDepth) this.#done.shift();
      if (kinds.some((kind) => forgetting.has(kind))) this.#done = [];
    }
    this.#tell();
  };

  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    });
  }
}
