import { ApiProblem, BadAnswer, Unreachable } from '../../addin/api/problems.ts';
import { HostProblem } from '../../addin/excel/errors.ts';
import { FlowProblem } from '../../addin/flows/words.ts';
import { XlsxError } from '../../excel-host/xlsx/xml.ts';
import { OperatorError } from '../operator-error.ts';

/** What is wrong and what to do, for the person; what is a fault of ours is returned as it is. */
export function inPlainWords(error: unknown, file: string, server = 'The private server'): unknown {
  const words = wordsFor(error, file, server);
  return words === null ? error : new OperatorError(words, { cause: error });
}

function wordsFor(error: unknown, file: string, server: string): string | null {
  if (error instanceof XlsxError) return `${file}: ${error.message}`;
  if (error instanceof FlowProblem || error instanceof HostProblem) return error.message;
  if (error instanceof ApiProblem) return refusalWords(error, server);
  if (error instanceof Unreachable) return unreachableWords(error, server);
  if (error instanceof BadAnswer) {
    return `${server} does not answer as PowerTrackr does (status ${error.status}). Is it the right address, and of this version?`;
  }
  return fileWords(error, file);
}

function refusalWords(problem: ApiProblem, server: string): string {
  const { detail, requestId } = problem.problem;
  if (problem.code === 'unauthenticated') {
    return `${server} does not know this token, or it has expired. Sign in again for a new one.`;
  }
  const rows = problem.issues.map(({ row, message }) => `\n  row ${row ?? '–'}: ${message}`);
  return `${server} refused: ${detail}${rows.join('')}\n(request ${requestId})`;
}

const DISTRUST = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/;

function unreachableWords({ cause }: Unreachable, server: string): string {
  const code = codeOf(cause instanceof Error ? (cause.cause ?? cause) : cause);
  if (!DISTRUST.test(code)) {
    return `${server} could not be reached${code === '' ? '' : ` (${code})`}. Is it running, and is the address right? Running the command again is harmless.`;
  }
  return `${server} has a certificate that this program does not trust (${code}). Where it is the server's own: NODE_EXTRA_CA_CERTS=data/certificates/ca.crt npm run workbook -- …`;
}

function fileWords(error: unknown, file: string): string | null {
  const codes: Readonly<Record<string, string>> = {
    ENOENT: 'is not there, or its folder is not. Is the path right?',
    EISDIR: 'is a folder and no file.',
    EACCES: 'cannot be opened: you have no permission.',
    EPERM: 'cannot be opened: you have no permission.',
    EBUSY: 'is in use by another program.',
    ENOTDIR: 'lies in something that is no folder.',
  };
  const words = codes[codeOf(error)];
  const isOurs = error instanceof Error && 'path' in error;
  return words !== undefined && isOurs ? `${file} ${words}` : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
