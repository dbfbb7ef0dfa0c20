import { isUnreachable } from '../db/unreachable.ts';
import { isUserGone } from '../db/user-gone.ts';
import type { ErrorCode, Issue, Problem } from '../../contract/problem.ts';

interface Particulars {
  readonly issues?: Issue[];
  readonly errors?: NonNullable<Problem['errors']>;
  readonly retryAfterSeconds?: number;
}

/**
 * A refusal that the caller can understand and act on: the http layer turns it into a problem
 * document. Anything else that is thrown is a broken invariant and becomes a 500.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** A sentence for the user: what is wrong and what to do. Holds no secret. */
  readonly detail: string;
  readonly particulars: Particulars;

  constructor(code: ErrorCode, detail: string, particulars: Particulars = {}) {
    super(`${code}: ${detail}`);
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
    this.particulars = particulars;
  }
}

/** The refusal that an error is or amounts to; null for a broken invariant. */
export function refusalOf(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (isUserGone(error)) {
    return new AppError('unauthenticated', 'Sign in with another account: this one is deleted.');
  }
  if (!isUnreachable(error)) return null;
  return new AppError('unavailable', 'The database cannot be reached at the moment. Try again.', {
    retryAfterSeconds: 5,
  });
}
