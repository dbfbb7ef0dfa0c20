import { addCell, keyOf } from './model/touched.ts';
import { cellAt } from './model/cells.ts';
import type { CustomCall, CustomFunction, CustomFunctions } from './model/custom-functions.ts';
import { type CellValue, errorValue, isError } from './model/value.ts';
import type { Workbook } from './model/workbook.ts';
import type { EventMessage } from './wire/event-queue.ts';

/*
 * The functions that an add-in brings along: which there are, the calls under way, and their results. The
 * add-in is told of calls by messages and answers by a batch, now or later; a streaming function answers
 * again and again, until its cell asks for something else.
 */

/** How office.js tells these messages from those of events. */
const customFunctionMessage = 1;
const invocation = 1000;
const cancellation = 1001;
const cancelable = 1;
const streaming = 2;

/** What came of a call. */
export interface CallResult {
  readonly id: number;
  readonly value: CellValue;
  /** What the add-in says of an error. */
  readonly message?: string | undefined;
}

interface Call extends CustomCall {
  readonly id: number;
  readonly isStreaming: boolean;
  readonly source: string;
  value: CellValue | undefined;
  /** What the add-in says of an error: Excel shows it beside the cell. */
  message: string | undefined;
}

export class AddinFunctions implements CustomFunctions {
  isReady = false;
  readonly #workbook: Workbook;
  readonly #functions: ReadonlyMap<string, CustomFunction>;
  readonly #send: (messages: readonly EventMessage[]) => void;
  readonly #calls = new Map<string, Call>();
  readonly #byId = new Map<number, Call>();
  #lastId = 0;
  #waiting: Call[] = [];

  constructor(
    workbook: Workbook,
    functions: readonly CustomFunction[],
    send: (messages: readonly EventMessage[]) => void,
  ) {
    this.#workbook = workbook;
    this.#functions = new Map(functions.map((one) => [one.name, one]));
    this.#send = send;
  }

  has(name: string): boolean {
    return this.#functions.has(name);
  }

  get names(): string[] {
    return [...this.#functions.keys()];
  }

  ask(call: CustomCall): CellValue | undefined {
    const described = this.#functions.get(call.name);
    if (!described) return errorValue('#NAME?');
    const { parameters } = described;
    const needed = parameters.filter(({ optional }) => optional !== true).length;
    if (call.values.length < needed || call.values.length > parameters.length) {
      return errorValue('#VALUE!');
    }
    const fault = call.values.find((value) => isError(value));
    if (fault) return fault;
    const place = placeOf(call);
    const known = this.#calls.get(place);
    if (known && known.name === call.name && isSame(known.values, call.values)) return known.value;
    if (known) this.#cancel(known);
    this.#invoke(call, described);
    return undefined;
  }

  /** The add-in has loaded and listens: it is told of all calls that waited for it. */
  ready(): void {
    this.isReady = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#tell(waiting);
  }

  /** The page is loaded anew: what it had promised nobody keeps. */
  forget(): void {
    this.isReady = false;
    this.#waiting = [...this.#calls.values()];
  }

  /** Results of calls; their cells are to be calculated again. */
  take(results: readonly CallResult[]): void {
    for (const { id, value, message } of results) {
      const call = this.#byId.get(id);
      if (!call || (call.value !== undefined && !call.isStreaming)) continue;
      call.message = message;
      call.value = value ?? 0;
      addCell(this.#workbook.touched, call.sheet, keyOf(call.row, call.column));
      this.#workbook.stale = true;
    }
  }

  /** Why the cell shows an error, in the add-in's words. */
  messageAt({ sheet, row, column }: Pick<CustomCall, 'sheet' | 'row' | 'column'>) {
    return this.#calls.get(placeOf({ sheet, row, column, nth: 0 }))?.message;
  }

  /** Ends calls of cells that hold another formula by now, or none. */
  sweep(): void {
    for (const call of [...this.#calls.values()]) {
      const isThere = this.#workbook.sheets.includes(call.sheet);
      const formula = isThere ? cellAt(call.sheet, call.row, call.column)?.formula : undefined;
      if (formula !== call.source) this.#cancel(call);
    }
  }

  #invoke(asked: CustomCall, { isStreaming }: CustomFunction): void {
    this.#lastId += 1;
    const source = cellAt(asked.sheet, asked.row, asked.column)?.formula ?? '';
    const call = { ...asked, id: this.#lastId, isStreaming, source, value: undefined };
    const whole: Call = { ...call, message: undefined };
    this.#calls.set(placeOf(asked), whole);
    this.#byId.set(whole.id, whole);
    if (this.isReady) this.#tell([whole]);
    else this.#waiting.push(whole);
  }

  #tell(calls: readonly Call[]): void {
    this.#send(
      calls.flatMap(({ id, name, values, sheet, row, column }) => {
        const described = this.#functions.get(name);
        if (!described || !this.#byId.has(id)) return [];
        const { isCancelable, isStreaming, parameters } = described;
        const flags = (isCancelable ? cancelable : 0) | (isStreaming ? streaming : 0);
        const filled = parameters.map((_, i) => values[i] ?? null);
        const address = `${sheet.name}!R${row + 1}C${column + 1}`;
        return [message(invocation, [id, described.id, filled, address, flags])];
      }),
    );
  }

  #cancel(call: Call): void {
    this.#calls.delete(placeOf(call));
    this.#byId.delete(call.id);
    const described = this.#functions.get(call.name);
    if (this.isReady && (described?.isCancelable === true || call.isStreaming)) {
      this.#send([message(cancellation, { invocationId: call.id })]);
    }
  }
}

function message(type: number, content: unknown): EventMessage {
  return { category: customFunctionMessage, type, target: '', args: JSON.stringify(content) };
}

function placeOf({
  sheet,
  row,
  column,
  nth,
}: Pick<CustomCall, 'sheet' | 'row' | 'column' | 'nth'>) {
  return `${sheet.id} ${keyOf(row, column)} ${nth}`;
}

function isSame(a: readonly CellValue[], b: readonly CellValue[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
