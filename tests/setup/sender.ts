/**
 * Sends requests as they are, over connections that are kept alive: neither the address nor a header
 * is put right on the way, as `fetch` would.
 */
import { Agent, request } from 'node:http';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

const PATIENCE_MS = 15_000;

export class Sender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #url: string;
  /** How many requests so far. */
  sent = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws where there is no answer in time: that is a hang */
  send({ method, path, headers, body }: RawRequest): Promise<RawAnswer> {
    this.sent += 1;
    const { hostname, port } = new URL(this.#url);
    return new Promise((resolve, reject) => {
      const sent = request({ agent: this.#agent, hostname, port, method, path, headers }, (res) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () =>
          resolve({ status: res.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        );
        res.on('error', reject);
      });
      sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error(`no answer: ${method} ${path}`)));
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
