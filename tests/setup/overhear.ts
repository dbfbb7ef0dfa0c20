/**
 * What was said to and by a server under test and must stand nowhere in its log: passwords, tokens,
 * codes, secrets, addresses. Heard on the way through, so that it is found whoever said it.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

const SECRET = ['password', 'currentPassword', 'newPassword', 'ticket', 'email', 'token', 'secret'];
/** `code` is also what names a problem, in answers. */
const SENT = new Set([...SECRET, 'code']);
const ANSWERED = new Set([...SECRET, 'uri', 'url', 'recoveryCodes']);
/** Shorter ones are part of anything. */
const SHORTEST = 6;
const LARGEST_BODY = 64 * 1024;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export class Overheard {
  readonly #secrets = new Set<string>();

  note(text: string): void {
    if (text.length >= SHORTEST) this.#secrets.add(text);
  }

  forget(): void {
    this.#secrets.clear();
  }

  /** To every server in this process, from now on: Node tells of each request before its server hears it. */
  listen(): void {
    subscribe('http.server.request.start', (message) => {
      const { request, response } = message as Exchange;
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (token !== undefined) this.note(token);
      heard(request, (text) => this.noteSent(text));
      answered(response, (text) => this.noteAnswered(text));
    });
  }

  /** A body on its way to a server. */
  noteSent(json: string): void {
    this.#noteJson(json, SENT);
  }

  /** The body of an answer. */
  noteAnswered(json: string): void {
    this.#noteJson(json, ANSWERED);
  }

  /** A mail has its code, and whom it went to. */
  noteMail(mail: string): void {
    const codes = mail.match(/\b(\d{6}|[\dA-Z]{4}(-[\dA-Z]{4}){3})\b/g) ?? [];
    for (const one of [...codes, /^To: (.*)\r$/m.exec(mail)?.[1] ?? '']) this.note(one);
  }

  /** Which of all that stand in a log. */
  foundIn(log: string): string[] {
    const words = new Set(log.split(/\W+/));
    return [...this.#secrets].filter((secret) => {
      const [longest = ''] = secret.split(/\W+/).toSorted((a, b) => b.length - a.length);
      return (longest === '' || words.has(longest)) && stands(secret, log);
    });
  }

  #noteJson(text: string, names: ReadonlySet<string>): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return; // No JSON: it names no secret.
    }
    this.#noteNamed(value, names, false);
  }

  #noteNamed(value: unknown, names: ReadonlySet<string>, isSecret: boolean): void {
    if (typeof value === 'string' && isSecret) this.note(value);
    if (typeof value !== 'object' || value === null) return;
    const isList = Array.isArray(value);
    for (const [name, one] of Object.entries(value)) {
      const isNamed = names.has(name) && (name !== 'email' || isAddress(one));
      this.#noteNamed(one, names, isList ? isSecret : isNamed);
    }
  }
}

/** A mapping calls the header of a column "email". */
function isAddress(value: unknown): boolean {
  return typeof value === 'string' && value.includes('@');
}

/** By itself, as it is or as JSON writes it: not as part of a longer word. */
function stands(secret: string, log: string): boolean {
  return [secret, JSON.stringify(secret).slice(1, -1)].some((written) => {
    for (let at = log.indexOf(written); at >= 0; at = log.indexOf(written, at + 1)) {
      const around = [log[at - 1] ?? '', log[at + written.length] ?? ''];
      if (around.every((one) => !/[\w-]/.test(one))) return true;
    }
    return false;
  });
}

function heard(req: IncomingMessage, note: (text: string) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  const emit = req.emit.bind(req);
  // Listening to "data" would let it flow before the application is there.
  req.emit = (event: string, ...given: unknown[]) => {
    const [part] = given;
    if (event === 'data' && part instanceof Buffer && size < LARGEST_BODY) {
      parts.push(part);
      size += part.length;
    }
    if (event === 'end') note(Buffer.concat(parts).toString('utf8'));
    return emit(event, ...given);
  };
}

function answered(res: ServerResponse, note: (text: string) => void): void {
  const end = res.end.bind(res) as (...given: unknown[]) => ServerResponse;
  res.end = (...given: unknown[]) => {
    const [body] = given;
    if (typeof body === 'string' && body.length < LARGEST_BODY) note(body);
    if (body instanceof Buffer && body.length < LARGEST_BODY) note(body.toString('utf8'));
    return end(...given);
  };
}
