import type { ErrorCode, Issue } from '../../contract/problem.ts';
import { ApiProblem, BadAnswer, Unreachable } from '../api/problems.ts';
import type { HostProblemCode } from '../excel/errors.ts';
import { HostProblem } from '../excel/errors.ts';
import type { Saying } from './words.ts';
import { FlowProblem } from './words.ts';

/** Why a flow did not do what it was asked, as plain data to be put into words. */
export type Failure =
  /** The user stopped it. */
  | { readonly from: 'user' }
  /** No answer came. A push may have arrived all the same: sending it again is harmless. */
  | { readonly from: 'network' }
  /** Something answered that is not this server, or not of this version. */
  | { readonly from: 'stranger'; readonly status: number }
  /** The server refused; `unauthenticated` asks for signing in again, nothing else is lost. */
  | {
      readonly from: 'server';
      readonly code: ErrorCode;
      readonly detail: string;
      readonly requestId: string;
      readonly issues: readonly Issue[];
      readonly retryAfterSeconds: number | null;
    }
  | { readonly from: 'excel'; readonly code: HostProblemCode; readonly sentence: string }
  /** It stopped before anything was sent or written. */
  | { readonly from: 'workbook'; readonly saying: Saying }
  /** A fault of ours. */
  | { readonly from: 'nowhere'; readonly message: string };

export function failureOf(error: unknown): Failure {
  if (error instanceof ApiProblem) {
    const { code, issues, retryAfterSeconds, problem } = error;
    const { detail, requestId } = problem;
    return { from: 'server', code, detail, requestId, issues, retryAfterSeconds };
  }
  if (error instanceof Unreachable) return { from: 'network' };
  if (error instanceof BadAnswer) return { from: 'stranger', status: error.status };
  if (error instanceof HostProblem) {
    return { from: 'excel', code: error.code, sentence: error.message };
  }
  if (error instanceof FlowProblem) return { from: 'workbook', saying: error.saying };
  if (error instanceof Error && error.name === 'AbortError') return { from: 'user' };
  return { from: 'nowhere', message: error instanceof Error ? error.message : String(error) };
}

/** Whether the server refused, and with that code. */
export function isRefusedAs(failure: Failure | null, code: ErrorCode): boolean {
  return failure?.from === 'server' && failure.code === code;
}
