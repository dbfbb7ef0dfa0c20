/**
 * The add-in's way to the server: one typed function per endpoint of the contract, and the only place
 * that calls fetch. Knows the contract and nothing of Excel; keeps no token and no state.
 */
import type {
  BodyOf,
  Endpoint,
  Level,
  OutputOf,
  ParamsOf,
  QueryOf,
  Role,
} from '../../contract/endpoint.ts';
import { file } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { problem } from '../../contract/problem.ts';
import { fileOf } from './file.ts';
import { ApiProblem, BadAnswer, Unreachable } from './problems.ts';
import type { SessionOptions } from './session.ts';
import { createSessionCalls } from './session.ts';

type Endpoints = typeof ENDPOINTS;
type AnyEndpoint<
  AsLevel extends Level = Level,
  AsRole extends Role | null = Role | null,
> = Endpoint<
  Endpoint['params'],
  Endpoint['query'],
  Endpoint['body'],
  Endpoint['output'],
  AsLevel,
  AsRole
>;

/** Nothing where the part is empty, optional where all of it is, required otherwise. */
type Part<Name extends string, Value> =
  Record<string, never> extends Value
    ? Value extends Record<string, never>
      ? { readonly [K in Name]?: never }
      : { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value };

export type CallInput<E extends Endpoint> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  Part<'body', BodyOf<E>>;

export interface CallOptions {
  /** Ends the call with the signal's reason (an AbortError). */
  readonly signal?: AbortSignal | undefined;
  /** Of the answer that the caller has: the answer is `unchanged` while it stands. */
  readonly etag?: string | undefined;
}

/** What a revisioned endpoint answers (see {@link Api.revised}). */
export type Revised<Value> =
  | { readonly status: 'unchanged' }
  | { readonly status: 'changed'; readonly value: Value; readonly etag: string | null };

/** Endpoints whose answers carry the property's revision; the contract's `revisioned` says so too. */
export type RevisedName =
  'allocation' | 'subMeterAllocation' | 'reconciliation' | 'settlement' | 'listStatements';

export type Calls = {
  readonly [Name in keyof Endpoints]: (
    input: CallInput<Endpoints[Name]>,
    options?: CallOptions,
  ) => Promise<OutputOf<Endpoints[Name]>>;
};

export interface Api extends Calls {
  /** Asks whether results moved since `options.etag`: 304 is an answer and not a failure. */
  readonly revised: <Name extends RevisedName>(
    name: Name,
    input: CallInput<Endpoints[Name]>,
    options?: CallOptions,
  ) => Promise<Revised<OutputOf<Endpoints[Name]>>>;
}

export interface ApiOptions extends SessionOptions {
  /** Origin of the server without a trailing slash; "" is the page's own. */
  readonly baseUrl: string;
  /** Called with the property's revision that an answer carries. */
  readonly onRevision?: (propertyId: string, revision: number) => void;
  /** How long to wait for an answer before the server counts as unreachable. */
  readonly timeoutMs?: number;
}

/** Long enough for a push of 32 MB over a slow line. */
const TIMEOUT_MS = 180_000;

/**
 * @throws ApiProblem where the server refuses, BadAnswer where what answers is not the server or
 * not of this version, Unreachable where no answer came: the call may or may not have had its effect.
 */
export function createApi(options: ApiOptions): Api {
  const inSession = createSessionCalls(options);
  const ask = (endpoint: AnyEndpoint, input: AnyInput, { signal, etag }: CallOptions) =>
    inSession({
      ...{ endpoint, signal },
      send: (token, signal) => request(options, endpoint, input, { token, signal, etag }),
      valueOf: (answer) => (answer.status === 'changed' ? answer.value : null),
    });
  const calls = Object.fromEntries(
    Object.entries(ENDPOINTS).map(([name, endpoint]) => [
      name,
      async (input: AnyInput, call: CallOptions = {}) => {
        const answer = await ask(endpoint, input, { signal: call.signal });
        return answer.status === 'changed' ? answer.value : null;
      },
    ]),
  ) as unknown as Calls;
  return {
    ...calls,
    revised: (name, input, call = {}) => ask(ENDPOINTS[name], input, call) as Promise<never>,
  };
}

interface AnyInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** A call as it is sent this time. */
interface Sending extends CallOptions {
  readonly token: string | null;
}

async function request(
  options: ApiOptions,
  endpoint: AnyEndpoint,
  input: AnyInput,
  call: Sending,
): Promise<Revised<unknown>> {
  const { text, blob, response } = await send(options, endpoint, input, call);
  if (response.status === 304) return { status: 'unchanged' };
  if (blob !== null) return { status: 'changed', value: fileOf(response, blob), etag: null };
  if (!response.ok) throw refusal(response, text);
  if (response.status === 204) return { status: 'changed', value: null, etag: null };
  const output = endpoint.output.safeParse(parseJson(text, response.status));
  if (!output.success) {
    throw new BadAnswer(
      response.status,
      `${endpoint.name}: not of the contract's shape`,
      output.error,
    );
  }
  tellRevision(options, input, output.data);
  return { status: 'changed', value: output.data, etag: response.headers.get('ETag') };
}

function tellRevision({ onRevision }: ApiOptions, { params }: AnyInput, answer: unknown): void {
  const propertyId = params?.['propertyId'];
  if (propertyId === undefined || typeof answer !== 'object' || answer === null) return;
  const revision: unknown = Reflect.get(answer, 'revision');
  if (typeof revision === 'number') onRevision?.(propertyId, revision);
}

async function send(
  options: ApiOptions,
  endpoint: AnyEndpoint,
  input: AnyInput,
  call: Sending,
): Promise<{ text: string; blob: Blob | null; response: Response }> {
  call.signal?.throwIfAborted();
  const clock = new AbortController();
  const giveUp = () => clock.abort();
  const timer = setTimeout(giveUp, options.timeoutMs ?? TIMEOUT_MS);
  call.signal?.addEventListener('abort', giveUp, { once: true });
  try {
    const response = await fetch(addressOf(options.baseUrl, endpoint, input), {
      method: endpoint.method,
      headers: headersOf(endpoint, input, call),
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: clock.signal,
    });
    if (endpoint.output === file && response.ok) {
      return { response, text: '', blob: await response.blob() };
    }
    return { response, text: await response.text(), blob: null };
  } catch (error) {
    call.signal?.throwIfAborted();
    throw new Unreachable(error);
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', giveUp);
  }
}

function addressOf(baseUrl: string, endpoint: AnyEndpoint, input: AnyInput): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(input.params?.[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(name, value);
  }
  return `${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`;
}

function headersOf(
  endpoint: AnyEndpoint,
  input: AnyInput,
  { token, etag }: Sending,
): Record<string, string> {
  return {
    Accept: 'application/json, application/problem+json',
    ...(input.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    ...(etag === undefined || !endpoint.revisioned ? {} : { 'If-None-Match': etag }),
  };
}

function refusal(response: Response, text: string): ApiProblem | BadAnswer {
  const document = problem.safeParse(parseJson(text, response.status));
  if (!document.success) {
    return new BadAnswer(response.status, 'not a problem document', document.error);
  }
  return new ApiProblem(document.data);
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadAnswer(status, 'not JSON', error);
  }
}
