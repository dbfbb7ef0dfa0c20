/**
 * What a session asks of every call: it goes with the token of the moment, it may be refused until
 * somebody shows again that it is them, and some answers bring the session's next token.
 */
import type { Endpoint } from '../../contract/endpoint.ts';
import type { Next } from '../../contract/sessions.ts';
import { ApiProblem } from './problems.ts';

export interface SessionOptions {
  /** Of the session; null while nobody is signed in. */
  readonly token: () => string | null;
  /** Called once for every call that was refused because the session is unknown or expired. */
  readonly onSignedOut?: () => void;
  /** Keeps what the session has become; it is another one by the time the call resolves. */
  readonly onSession?: (session: { readonly token: string; readonly next: Next }) => void;
  /**
   * Has the person show again that it is them; false where nobody is there to be asked.
   * Rejects with an AbortError where they decline.
   */
  readonly prove?: (signal: AbortSignal | undefined) => Promise<boolean>;
}

/** One call of an endpoint, that may be sent several times: each refusal left everything as it was. */
export interface SessionCall<Answer> {
  readonly endpoint: Pick<Endpoint, 'level' | 'output'>;
  readonly signal: AbortSignal | undefined;
  readonly send: (token: string | null, signal: AbortSignal | undefined) => Promise<Answer>;
  readonly valueOf: (answer: Answer) => unknown;
}

export function createSessionCalls(
  options: SessionOptions,
): <Answer>(call: SessionCall<Answer>) => Promise<Answer> {
  /** Calls under way that end the token in use. */
  const changing = new Set<Promise<unknown>>();

  async function change<Answer>(call: SessionCall<Answer>, token: string | null): Promise<Answer> {
    // Never stopped half-way: its answer is the only one that holds the next token.
    const answer = await call.send(token, undefined);
    options.onSession?.(call.valueOf(answer) as { token: string; next: Next });
    return answer;
  }

  async function attempt<Answer>(call: SessionCall<Answer>): Promise<Answer> {
    if (call.endpoint.level === 'public') return call.send(null, call.signal);
    const token = options.token();
    try {
      if (!bringsSession(call.endpoint)) return await call.send(token, call.signal);
      const changed = change(call, token);
      changing.add(changed);
      return await changed.finally(() => changing.delete(changed));
    } catch (error) {
      if (await isWorthAnotherTry(error, token, call.signal)) return attempt(call);
      throw error;
    }
  }

  async function isWorthAnotherTry(
    refusal: unknown,
    token: string | null,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (!(refusal instanceof ApiProblem)) return false;
    if (refusal.code === 'step-up-required') return (await options.prove?.(signal)) ?? false;
    if (refusal.code !== 'unauthenticated') return false;
    // It may have gone with a token that another call, or another tab, was just changing.
    await Promise.allSettled(changing);
    const now = options.token();
    if (now === token) options.onSignedOut?.();
    return now !== null && now !== token;
  }
  return attempt;
}

function bringsSession({ output }: Pick<Endpoint, 'output'>): boolean {
  return 'shape' in output && Object.hasOwn(output.shape as object, 'token');
}
