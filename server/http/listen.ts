import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';

export interface ListenOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** null: plain http, behind a proxy that speaks https. */
  readonly certificate: { readonly cert: string; readonly key: string } | null;
  readonly timeouts?: Timeouts;
}

export interface Timeouts {
  /** For the head of a request to arrive, and before that for two sides to agree on how to encrypt. */
  readonly headersMs: number;
  /**
   * For the whole request to arrive: a large push on a slow line. As long a connection may stand still,
   * so that nobody holds on to an answer by not reading it.
   */
  readonly requestMs: number;
  /** For requests in flight to be answered once the server stops. */
  readonly stopMs: number;
}

const TIMEOUTS: Timeouts = { headersMs: 15_000, requestMs: 180_000, stopMs: 20_000 };
const CHECK_MS = 1_000;
const IDLE_CHECK_MS = 50;

export interface Listening {
  readonly port: number;
  /** Takes no more requests, answers those in flight, then closes. */
  readonly stop: () => Promise<void>;
}

/** `appFor` is told the port, which is known only now where any free one was asked for. */
export async function listen(
  appFor: (port: number) => RequestListener,
  options: ListenOptions,
): Promise<Listening> {
  const timeouts = options.timeouts ?? TIMEOUTS;
  const limits = {
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: CHECK_MS,
  };
  const server =
    options.certificate === null
      ? createHttpServer(limits)
      : createHttpsServer({
          ...limits,
          ...options.certificate,
          handshakeTimeout: timeouts.headersMs,
        });
  // Somewhat longer than a request may take, so that one that is too slow is told so.
  server.setTimeout(timeouts.requestMs + 2 * CHECK_MS);
  const unused = unusedConnections(server);
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port was given');
      server.on('request', appFor(address.port));
      resolve(address.port);
    });
  });
  return { port, stop: () => stop(server, unused, timeouts.stopMs) };
}

/** Those that have asked for nothing yet: browsers open some ahead, which Node does not take for idle. */
function unusedConnections(server: Server): ReadonlyMap<string, Socket> {
  const unused = new Map<string, Socket>();
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    unused.set(peer, socket);
    socket.once('close', () => unused.delete(peer));
  });
  server.on('request', ({ socket }) => unused.delete(peerOf(socket)));
  return unused;
}

/** The same of a connection and of what is encrypted on it. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function stop(server: Server, unused: ReadonlyMap<string, Socket>, stopMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // A connection that is kept alive becomes idle only when its request has been answered.
    const idle = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of unused.values()) socket.destroy();
    }, IDLE_CHECK_MS);
    const impatient = setTimeout(() => server.closeAllConnections(), stopMs);
    server.close((error) => {
      clearInterval(idle);
      clearTimeout(impatient);
      if (error === undefined) resolve();
      else reject(error);
    });
  });
}
