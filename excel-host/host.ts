import { cellText } from './format/text.ts';
import { AddinFunctions } from './addin-functions.ts';
import type { CustomFunction } from './model/custom-functions.ts';
import { recalculate } from './formulas/recalculate.ts';
import { type Area, contains, displaced } from './model/area.ts';
import { change, type Edit } from './model/edit.ts';
import { outdate } from './model/touched.ts';
import type { Cell, Change, HappeningKind, Piece, Sheet, Workbook } from './model/workbook.ts';
import { apiNotFound, ExcelError } from './error.ts';
import './objects/index.ts';
import {
  addinInternalServiceClass,
  appRuntimePersistenceServiceClass,
  appRuntimeServiceClass,
  customFunctionsClass,
  rangeClass,
  rangeAreasClass,
  wacWorkbookClass,
  workbookClass,
} from './objects/declared.ts';
import { shiftOfHappening, shiftArea } from './operations/shift.ts';
import type { Batch } from './wire/batch.ts';
import type { Instance } from './wire/classes.ts';
import { EventQueue } from './wire/event-queue.ts';
import { EventType, eventsOf } from './wire/events.ts';
import { type EventKey, type Host, type RangeTarget, wholeWorkbook } from './wire/host.ts';
import { interpret, type Reply } from './wire/interpret.ts';

/*
 * The emulated Excel: one open workbook, what add-ins and the person do to it, and the events that
 * come of it. No DOM, no Node: `wire/conversation.ts` speaks with office.js, and who carries the
 * messages (`node/`, a page) is no business of this file. It imports nothing outside excel-host.
 */

export interface HostOptions {
  readonly workbook: Workbook;
  /** Requirement sets by name; "ExcelApi" decides which members exist. */
  readonly requirementSets?: Readonly<Record<string, string>>;
  /** As AutoCorrect does on the desktop: what an add-in writes beside a table joins it. */
  readonly growsTables?: boolean;
  /** Functions that the add-in brings along, as its metadata describes them. */
  readonly functions?: readonly CustomFunction[];
}

/** Of an Excel whose add-in brings functions along. */
const functionSets = { CustomFunctionsRuntime: '1.3', CustomFunctions: '1.7' } as const;

export const defaultRequirementSets = {
  ExcelApi: '1.17',
  SharedRuntime: '1.1',
  CompressedFile: '1.1',
} as const;

/** Events of Office.context.document, by what raises them. */
const documentEvents: Partial<Record<HappeningKind, string>> = {
  selectionChanged: 'documentSelectionChanged',
  settingsChanged: 'settingsChanged',
};

/** Files, for who keeps and shows them. */
export interface Files {
  /** The open workbook as it would be saved now. */
  readonly save: () => Uint8Array;
  /** Opens a file, null for a blank workbook, in a window of its own. Throws where it is no workbook. */
  readonly open: (file: Uint8Array | null) => void;
}

export class ExcelHost implements Host {
  readonly workbook: Workbook;
  readonly requirementSets: Readonly<Record<string, string>>;
  readonly apiMinor: number;
  readonly growsTables: boolean;
  /** While the person types into a cell, add-ins get nothing done. */
  isInCellEdit = false;
  loadsAtStart = false;
  /** While another author of the same file edits it elsewhere. */
  isRemote = false;
  /** Told when formulas have other results, also those that an add-in sent by itself. */
  onCalculated: (() => void) | undefined;
  /** Opens and closes the pane, where there is a window to do it in. */
  onPane: ((isVisible: boolean) => void) | undefined;
  files: Files | undefined;
  readonly events = new EventQueue();
  readonly functions: AddinFunctions | undefined;

  #byAddin = false;
  #isCalculationSuspended = false;
  #isOfTheWeb = false;
  #paneIsVisible = true;
  readonly #kept = new Map<string, Instance>();
  readonly #references = new WeakMap<Instance, string>();
  #lastReference = 0;
  #live = new Set<RangeTarget>();

  readonly #observe = (change: Change): void => {
    for (const happening of change.happenings) {
      const shift = shiftOfHappening(this.workbook, happening);
      if (shift) {
        for (const range of this.#live) {
          if (range.sheet.id !== happening.sheet || !range.area) continue;
          range.area = shiftArea(range.area, shift);
        }
      }
      if (happening.moved) this.#followCut(happening.moved, happening.sheet);
      const { workbook, apiMinor } = this;
      const circumstances = { workbook, apiMinor, byAddin: this.#byAddin, isRemote: this.isRemote };
      this.events.raise(eventsOf(happening, circumstances), documentEvents[happening.what]);
    }
  };

  constructor({ workbook, requirementSets, growsTables = false, functions }: HostOptions) {
    this.workbook = workbook;
    const sets = functions
      ? { ...defaultRequirementSets, ...functionSets }
      : defaultRequirementSets;
    this.requirementSets = { ...sets, ...requirementSets };
    this.functions = functions
      ? new AddinFunctions(workbook, functions, (messages) => this.events.send(messages))
      : undefined;
    workbook.functions = this.functions;
    this.apiMinor = Number(this.requirementSets['ExcelApi']?.split('.')[1] ?? 0);
    this.growsTables = growsTables;
    workbook.observers.add(this.#observe);
    this.calculate();
  }

  /** Lets go of the workbook. */
  close(): void {
    this.workbook.observers.delete(this.#observe);
    this.events.take = undefined;
    this.workbook.functions = undefined;
  }

  supports(since: number): boolean {
    return since <= this.apiMinor;
  }

  edit<Result>(act: (edit: Edit) => Result): Result {
    return change(this.workbook, act);
  }

  calculate(always = false): void {
    const isDue = this.workbook.stale && this.workbook.calculationMode !== 'Manual';
    if (!isDue && !always) return;
    if (always) outdate(this.workbook);
    recalculate(this.workbook);
    this.functions?.sweep();
    this.onCalculated?.();
    this.events.raise(
      this.workbook.sheets.map(({ id }) => ({
        type: EventType.sheetCalculated,
        targets: [id, wholeWorkbook],
        args: { worksheetId: id },
      })),
    );
  }

  suspendCalculation(): void {
    this.#isCalculationSuspended = true;
  }

  get isCalculationSuspended(): boolean {
    return this.#isCalculationSuspended;
  }

  get paneIsVisible(): boolean {
    return this.#paneIsVisible;
  }

  showPane(isVisible: boolean): void {
    if (isVisible === this.#paneIsVisible) return;
    this.#paneIsVisible = isVisible;
    this.onPane?.(isVisible);
    const visibility = isVisible ? 'Visible' : 'Hidden';
    // office.js does not say whether somebody listens.
    const type = EventType.paneVisibilityChanged;
    this.events.send([{ type, target: '', args: JSON.stringify({ visibility }) }]);
  }

  textOf(cell: Cell | undefined): string {
    return cell ? cellText(cell.value, cell.style.numberFormat, this.workbook) : '';
  }

  range(sheet: Sheet, area: Area): RangeTarget {
    const range = { sheet, area };
    this.#live.add(range);
    return range;
  }

  /** Runs a batch of an add-in; of what only Excel on the web has where it is `ofTheWeb`. */
  run(batch: Batch, ofTheWeb = false): Reply {
    this.#byAddin = true;
    this.#isOfTheWeb = ofTheWeb;
    try {
      return interpret(this, batch);
    } finally {
      this.#byAddin = false;
      this.#isCalculationSuspended = false;
      this.calculate();
      this.#live = new Set([...this.#kept.values()].flatMap(rangesOf));
    }
  }

  /** A range that an add-in holds goes with its cells, though never to another sheet (office-js #6102). */
  #followCut(pieces: readonly Piece[], sheet: string | undefined): void {
    for (const range of this.#live) {
      const { area } = range;
      const piece =
        range.sheet.id === sheet && area && pieces.find((one) => contains(one.area, area));
      if (area && piece) range.area = displaced(area, piece);
    }
  }

  openWorkbook(file: Uint8Array | null): void {
    if (!this.files) throw apiNotFound('Excel.createWorkbook');
    try {
      this.files.open(file);
    } catch (error) {
      throw new ExcelError('InvalidArgument', String(error));
    }
  }

  root(): Instance {
    return (this.#isOfTheWeb ? wacWorkbookClass : workbookClass).of(this.workbook);
  }

  create(className: string): Instance {
    if (className.endsWith('.AddinInternalService')) {
      return addinInternalServiceClass.of(this.workbook);
    }
    if (className.endsWith('.CustomFunctions') && this.functions) {
      return customFunctionsClass.of(this.functions);
    }
    if (!this.requirementSets['SharedRuntime']) {
      throw apiNotFound(className, 'this Excel has no SharedRuntime');
    }
    if (className.endsWith('.AppRuntimeService')) return appRuntimeServiceClass.of(this.workbook);
    if (className.endsWith('.AppRuntimePersistenceService')) {
      return appRuntimePersistenceServiceClass.of(this.workbook);
    }
    throw apiNotFound(className);
  }

  keep(instance: Instance): void {
    if (!instance.isKept || this.#references.has(instance)) return;
    this.#lastReference += 1;
    const id = `Reference${this.#lastReference}`;
    this.#references.set(instance, id);
    this.#kept.set(id, instance);
  }

  kept(referenceId: string): Instance {
    const instance = this.#kept.get(referenceId);
    if (instance) return instance;
    throw new ExcelError('ItemNotFound', 'The object that this reference meant is gone.');
  }

  release(referenceId: string): void {
    this.#kept.delete(referenceId);
  }

  releaseAll(): void {
    this.#kept.clear();
  }

  keptCount(): number {
    return this.#kept.size;
  }

  identityOf(instance: Instance): Record<string, unknown> {
    const reference = this.#references.get(instance);
    const isKept = reference !== undefined && this.#kept.has(reference);
    return { ...instance.identity(this), ...(isKept ? { _ReferenceId: reference } : {}) };
  }

  listen(key: EventKey): void {
    this.events.listen(key);
  }

  unlisten(key: EventKey): void {
    this.events.unlisten(key);
  }
}

function rangesOf(instance: Instance): readonly RangeTarget[] {
  const range = rangeClass.targetOf(instance);
  return range ? [range] : (rangeAreasClass.targetOf(instance)?.ranges ?? []);
}
