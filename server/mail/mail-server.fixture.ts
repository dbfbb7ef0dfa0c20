import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerSession } from 'smtp-server';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';

/** What it says to a recipient or a message: null takes it. */
export type Reply = { readonly code: number; readonly text: string } | 'hang' | 'drop' | null;

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: Email;
}

export interface MailServer {
  readonly url: string;
  /** What it took, the oldest first. */
  readonly received: Received[];
  /** How often somebody reached it. */
  readonly connections: () => number;
  toRecipient: (address: string) => Reply;
  /** After the whole message came. */
  toMessage: (message: Received) => Reply;
  /** Ends it, as if the machine were gone. */
  readonly stop: () => Promise<void>;
  /** The same port again. */
  readonly comeBack: () => Promise<void>;
}

/** A real SMTP server in this process, as good or bad as a test wants it. */
export async function startMailServer(password: string | null = null): Promise<MailServer> {
  const sockets = new Map<number, Socket>();
  const held: Received[] = [];
  let count = 0;
  let port = 0;
  let server: SMTPServer;

  const say = (
    reply: Reply,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): void => {
    if (reply === null) done();
    else if (reply === 'drop') sockets.get(session.remotePort)?.destroy();
    else if (reply !== 'hang') {
      done(Object.assign(new Error(reply.text), { responseCode: reply.code }));
    }
  };
  const take = async (
    stream: AsyncIterable<Buffer>,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ) => {
    const message = await receive(stream, session);
    const reply = own.toMessage(message);
    if (reply === null) held.push(message);
    say(reply, session, done);
  };
  const listen = async () => {
    server = new SMTPServer({
      authOptional: password === null,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 1,
      onAuth: (given, _session, done) => {
        if (given.password === password) done(null, { user: 'ledger' });
        else done(Object.assign(new Error('5.7.8 who are you?'), { responseCode: 535 }));
      },
      onRcptTo: ({ address }, session, done) => say(own.toRecipient(address), session, done),
      // A message that was broken off is none, and nobody is there to be answered.
      onData: (stream, session, done) => void take(stream, session, done).catch(() => {}),
    });
    server.on('error', () => {});
    server.server.on('connection', (socket: Socket) => {
      count += 1;
      sockets.set(socket.remotePort ?? 0, socket);
    });
    await once(server.listen(port, '127.0.0.1'), 'listening');
    port = (server.server.address() as AddressInfo).port;
  };
  const own: MailServer = {
    get url() {
      return `smtp://${password === null ? '' : 'ledger:right@'}127.0.0.1:${port}`;
    },
    received: held,
    connections: () => count,
    toRecipient: () => null,
    toMessage: () => null,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
    comeBack: listen,
  };
  await listen();
  return own;
}

async function receive(
  stream: AsyncIterable<Buffer>,
  { envelope }: SMTPServerSession,
): Promise<Received> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    mail: await PostalMime.parse(Buffer.concat(parts)),
  };
}
