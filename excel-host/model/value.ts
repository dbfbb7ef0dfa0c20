/** What a cell can hold. Dates are serial numbers, as in Excel; `null` is an empty cell. */
export type CellValue = null | number | string | boolean | CellError;

export const errorCodes = [
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!',
  '#FIELD!',
  '#BLOCKED!',
  '#CONNECT!',
  '#BUSY!',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An error is no text: "#N/A" typed with an apostrophe is a string, `=NA()` is this. */
export interface CellError {
  readonly error: ErrorCode;
}

const errors = new Map<string, CellError>(errorCodes.map((error) => [error, { error }]));

/** The one object for this error code, or undefined where the text names none. */
export function errorValue(code: string): CellError | undefined {
  return errors.get(code.toUpperCase());
}

export function isError(value: CellValue): value is CellError {
  return typeof value === 'object' && value !== null;
}
