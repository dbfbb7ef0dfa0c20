import type { CellValue } from './value.ts';
import type { Sheet } from './workbook.ts';

/** A function that an add-in brings along, as its metadata (functions.json) describes it. */
export interface CustomFunction {
  /** With its namespace, in upper case: "CONTOSO.ADD". */
  readonly name: string;
  /** What the add-in ties it to. */
  readonly id: string;
  readonly parameters: readonly { readonly name: string; readonly optional?: boolean }[];
  /** Goes on sending results until it is cancelled. */
  readonly isStreaming: boolean;
  readonly isCancelable: boolean;
}

/** One call of such a function: the n-th in a cell's formula. */
export interface CustomCall {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly nth: number;
  readonly name: string;
  readonly values: readonly CellValue[];
}

/** What formulas may ask of add-ins; answers come later, and have the cells calculated again. */
export interface CustomFunctions {
  has(name: string): boolean;
  /** Whether the add-in takes calls already: until then cells keep what the file came with. */
  readonly isReady: boolean;
  /** The result, or undefined while it is awaited. */
  ask(call: CustomCall): CellValue | undefined;
}
