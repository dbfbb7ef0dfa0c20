/** The one mapping from what went wrong to a problem document (RFC 9457). */
import type { ErrorCode, Problem } from '../../contract/problem.ts';
import { AppError, refusalOf } from '../use-cases/app-error.ts';

const KINDS: Record<ErrorCode, { status: number; title: string }> = {
  'bad-request': { status: 400, title: 'The request cannot be understood' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  'verify-email': { status: 403, title: 'The e-mail address is not verified yet' },
  'totp-required': { status: 403, title: 'The second factor is missing' },
  'step-up-required': { status: 403, title: 'Show who you are once more' },
  'wrong-credentials': { status: 401, title: 'Address or password are wrong' },
  'wrong-code': { status: 401, title: 'The code is wrong or expired' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This address does not know this method' },
  archived: { status: 409, title: 'The property is archived' },
  'not-archived': { status: 409, title: 'The property is not archived' },
  'currency-fixed': { status: 409, title: 'The currency cannot change any more' },
  'effect-changed': { status: 409, title: 'The effect differs from the preview' },
  'push-reused': { status: 409, title: 'This push id was used for something else' },
  'rows-at-fault': { status: 422, title: 'Some rows have problems' },
  'later-changes': { status: 409, title: 'Later changes stand on this one' },
  'not-undoable': { status: 409, title: 'This cannot be undone' },
  'issue-reused': { status: 409, title: 'This issue id was used for something else' },
  'not-issuable': { status: 409, title: 'A statement cannot be issued' },
  'later-statement': { status: 409, title: 'A later statement rests on this one' },
  'address-taken': { status: 409, title: 'Another account has this address' },
  'already-member': { status: 409, title: 'This is a member already' },
  'last-owner': { status: 409, title: 'A property needs an owner' },
  'second-factor-on': { status: 409, title: 'A second factor is on' },
  'second-factor-off': { status: 409, title: 'There is no second factor' },
  'too-large': { status: 413, title: 'The request is too large' },
  'too-many-requests': { status: 429, title: 'Too many attempts' },
  'password-refused': { status: 422, title: 'Choose another password' },
  unavailable: { status: 503, title: 'Not available at the moment' },
  internal: { status: 500, title: 'Something went wrong on the server' },
};

/** The problem document for whatever was thrown. */
export function problemOf(error: unknown, requestId: string): Problem {
  const { code, detail, particulars } = refusal(error);
  const { status, title } = KINDS[code];
  return { type: 'about:blank', title, status, code, detail, requestId, ...particulars };
}

function refusal(error: unknown): AppError {
  return (
    refusalOf(error) ??
    bodyRefusal(error) ??
    new AppError('internal', 'This is our fault. Try again; if it stays, report the request id.')
  );
}

/** What Express's body parser and router refuse, told by the type that they give their errors. */
function bodyRefusal(error: unknown): AppError | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  const { status } = error;
  const type = 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') {
    const limit = 'limit' in error ? ` The limit is ${String(error.limit)} bytes.` : '';
    return new AppError('too-large', `The body is too large.${limit} Send it in parts.`);
  }
  if (type === 'entity.parse.failed') {
    return new AppError('bad-request', 'The body is not JSON.');
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('bad-request', 'The request cannot be read.');
  }
  return null;
}
