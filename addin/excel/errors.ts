/** What Excel refused, in words; branched on by Excel's code and never by its message. */
export type HostProblemCode =
  | 'cell-edit'
  | 'protected'
  | 'filtered'
  | 'merged'
  | 'no-room'
  | 'occupied'
  | 'too-large'
  | 'file-too-large'
  | 'inactive'
  | 'unsupported'
  | 'gone'
  | 'rows-lost'
  | 'name-taken'
  | 'changed-meanwhile'
  | 'unexpected';

/** Says what happened and what to do; what was not lost is the caller's to say. */
const WORDS: Record<HostProblemCode, string> = {
  'cell-edit': 'A cell is being edited. Press Enter in the sheet, then try again.',
  protected: 'The sheet is protected. Unprotect it (Review, Unprotect Sheet), then try again.',
  filtered: 'A filter is in the way. Clear the filter of that sheet, then try again.',
  merged: 'Merged cells are in the way. Unmerge them, then try again.',
  'no-room':
    'There is no room in the sheet: other cells or tables are in the way. Move them, then try again.',
  occupied:
    'Something stands in the way of the table. Choose a cell with nothing below it and to its right.',
  'too-large':
    'That is more than Excel hands over at once. Put the rows into a table, then try again.',
  'file-too-large':
    'A new workbook of that many sheets, or with pictures that large, is more than Excel takes at once. Take smaller pictures, or fewer sheets at a time.',
  inactive: 'Excel put this workbook to sleep. Click into it, then try again.',
  unsupported: 'This version of Excel cannot do that.',
  gone: 'The table or sheet is not there any more. Look for the tables again.',
  'rows-lost': 'Excel did not take all rows into the table. Undo, then try again.',
  'name-taken': 'There is a sheet of that name already. Rename it, then try again.',
  'changed-meanwhile': 'The sheet was changed while it was being used. Try again.',
  unexpected: 'Excel refused without a reason that we know. Try again.',
};

const BY_CODE: Readonly<Record<string, HostProblemCode>> = {
  InvalidOperationInCellEditMode: 'cell-edit',
  AccessDenied: 'protected',
  FilteredRangeConflict: 'filtered',
  MergedRangeConflict: 'merged',
  InsertDeleteConflict: 'no-room',
  NonBlankCellOffSheet: 'no-room',
  TableOverlap: 'no-room',
  PivotTableRangeConflict: 'no-room',
  RequestPayloadSizeLimitExceeded: 'too-large',
  ResponsePayloadSizeLimitExceeded: 'too-large',
  OperationCellsExceedLimit: 'too-large',
  RangeExceedsLimit: 'too-large',
  InactiveWorkbook: 'inactive',
  ApiNotFound: 'unsupported',
  UnsupportedOperation: 'unsupported',
  UnsupportedFeature: 'unsupported',
  NotImplemented: 'unsupported',
  ItemNotFound: 'gone',
  InvalidReference: 'gone',
  ItemAlreadyExists: 'name-taken',
};

export class HostProblem extends Error {
  readonly code: HostProblemCode;
  /** Excel's own code and place, for reports; never shown. */
  readonly hostCode: string | null;
  override readonly name = 'HostProblem';

  constructor(code: HostProblemCode, options: { hostCode?: string; cause?: unknown } = {}) {
    super(WORDS[code], { cause: options.cause });
    this.code = code;
    this.hostCode = options.hostCode ?? null;
  }
}

/** Excel's error as a HostProblem; any other error as it is. */
export function asHostProblem(error: unknown): unknown {
  const hostCode = codeOf(error);
  if (hostCode === null) return error;
  return new HostProblem(BY_CODE[hostCode] ?? 'unexpected', { hostCode, cause: error });
}

/** Excel's errors are known by their name: the class differs from host to host. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'RichApi.Error') return null;
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
