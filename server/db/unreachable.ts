const CODES: ReadonlySet<unknown> = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01', // the server was told to stop
  '57P02', // a crash elsewhere in it
  '57P03', // it is starting or stopping
  '53300', // it takes no more connections
]);

/** Whether a query failed because the database was not there to answer it. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A file that is missing has the code of a socket that is missing, but another system call.
  if ('syscall' in error && error.syscall === 'open') return false;
  return ('code' in error && CODES.has(error.code)) || isUnreachable(error.cause);
}
