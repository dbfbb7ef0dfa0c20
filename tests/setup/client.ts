/**
 * A client of the server under test, typed by the contract: whatever it gets back is parsed by the
 * schemas that the add-in uses. Every client has a network address of its own, so that the limits
 * in force are those of production.
 */
import { z } from 'zod';
import { fileOf } from '../../addin/api/file.ts';
import type { BodyOf, Endpoint, OutputOf, ParamsOf, QueryOf } from '../../contract/endpoint.ts';
import { problem } from '../../contract/problem.ts';
import type { Problem } from '../../contract/problem.ts';

type InputPart<Name extends string, Value> =
  Record<string, never> extends Value
    ? { readonly [P in Name]?: Value }
    : { readonly [P in Name]: Value };

/** What a call sends; parts that may be empty may be left out. */
export type CallInput<E extends Endpoint> = InputPart<'params', ParamsOf<E>> &
  InputPart<'query', QueryOf<E>> &
  InputPart<'body', BodyOf<E>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, a File where it is one, or null where there is no content. */
  readonly body: unknown;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

let clients = 0;

export class TestClient {
  readonly url: string;
  token: string | null = null;
  readonly address: string;

  constructor(url: string, token: string | null = null) {
    this.url = url;
    this.token = token;
    clients += 1;
    this.address = `10.${process.pid % 256}.${Math.floor(clients / 250)}.${(clients % 250) + 1}`;
  }

  /** Any request; `body` is sent as JSON, a string or bytes as they are. */
  async send(method: string, path: string, { body, headers }: Sent = {}): Promise<Answer> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        'X-Forwarded-For': this.address,
        ...(this.token === null ? {} : { Authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? Buffer.from(body) : JSON.stringify(body) }),
    });
    if (response.headers.get('content-disposition')?.startsWith('attachment') === true) {
      const body = fileOf(response, await response.blob());
      return { status: response.status, headers: response.headers, body };
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const { status, headers: answered } = response;
    return { status, headers: answered, body: isJson ? JSON.parse(text) : text || null };
  }

  /** A call that is to succeed. */
  async call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<OutputOf<E>> {
    const answer = await this.request(endpoint, input);
    if (answer.status !== endpoint.status) {
      throw new Error(`${endpoint.name}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    // The schema is the endpoint's own: what it parses is its output.
    return endpoint.output.parse(answer.body) as OutputOf<E>;
  }

  /** A call that is to be refused. */
  async refused<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Problem> {
    const answer = await this.request(endpoint, input);
    if (answer.status < 400) throw new Error(`${endpoint.name} was not refused: ${answer.status}`);
    return problem.parse(answer.body);
  }

  /** Whatever the answer is. */
  request<E extends Endpoint>(
    endpoint: E,
    input: CallInput<E>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const { params = {}, query = {}, body } = parts.parse(input);
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      return encodeURIComponent(params[name] ?? '');
    });
    const search = new URLSearchParams(query).toString();
    return this.send(endpoint.method, search === '' ? path : `${path}?${search}`, {
      headers,
      ...(body === undefined ? {} : { body }),
    });
  }
}

const parts = z.object({
  params: z.record(z.string(), z.string()).optional(),
  query: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
});
