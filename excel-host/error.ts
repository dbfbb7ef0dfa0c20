/** Codes that real Excel gives to add-ins (Excel.ErrorCodes), as far as the host needs them. */
export type ExcelErrorCode =
  | 'AccessDenied'
  | 'ApiNotFound'
  | 'FilteredRangeConflict'
  | 'GeneralException'
  | 'InsertDeleteConflict'
  | 'InvalidArgument'
  | 'InvalidOperation'
  | 'InvalidReference'
  | 'ItemAlreadyExists'
  | 'ItemNotFound'
  | 'MergedRangeConflict'
  | 'NonBlankCellOffSheet'
  | 'RangeExceedsLimit';

/** What Excel refuses to do. Code first: callers branch on it, never on the message. */
export class ExcelError extends Error {
  readonly code: ExcelErrorCode;

  constructor(code: ExcelErrorCode, message: string) {
    super(message);
    this.name = 'ExcelError';
    this.code = code;
  }
}

export function invalidArgument(message: string): ExcelError {
  return new ExcelError('InvalidArgument', message);
}

/** A member that real Excel may have and this host does not: never a silent no-op. */
export function apiNotFound(
  member: string,
  why = 'the emulated Excel does not have it',
): ExcelError {
  return new ExcelError('ApiNotFound', `${member}: ${why}.`);
}
