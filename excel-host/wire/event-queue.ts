import { keyOfEvent, type RaisedEvent } from './events.ts';
import type { EventKey } from './host.ts';

/** An event as office.js receives it. */
export interface EventMessage {
  /** Of the message; an event's, unless it says otherwise. */
  readonly category?: number;
  readonly type: number;
  readonly target: string;
  readonly args: string;
}

/** Takes what is due: events of objects, and the names of those that are about the whole document. */
export type TakeEvents = (events: readonly EventMessage[], ofDocument: ReadonlySet<string>) => void;

/** Who listens to what, and what they are still to hear: events come later, as Excel's do. */
export class EventQueue {
  take: TakeEvents | undefined;
  readonly #listening = new Map<string, number>();
  #due: { events: EventMessage[]; ofDocument: Set<string> } | undefined;
  readonly #waiting: (() => void)[] = [];

  listen(key: EventKey): void {
    this.#listening.set(keyOfEvent(key), (this.#listening.get(keyOfEvent(key)) ?? 0) + 1);
  }

  unlisten(key: EventKey): void {
    const left = (this.#listening.get(keyOfEvent(key)) ?? 0) - 1;
    if (left > 0) this.#listening.set(keyOfEvent(key), left);
    else this.#listening.delete(keyOfEvent(key));
  }

  /** Queues events for those of their targets that somebody listens to. */
  raise(raised: readonly RaisedEvent[], ofDocument?: string): void {
    const messages = raised.flatMap(({ type, targets, args }) =>
      targets
        .filter((target) => this.#listening.has(keyOfEvent({ type, target })))
        .map((target) => ({ type, target, args: JSON.stringify(args) })),
    );
    if (messages.length > 0 || ofDocument !== undefined) this.send(messages, ofDocument);
  }

  /** Queues events whether or not somebody asked for them. */
  send(messages: readonly EventMessage[], ofDocument?: string): void {
    if (!this.#due) {
      this.#due = { events: [], ofDocument: new Set() };
      setTimeout(() => this.#deliver(), 0);
    }
    this.#due.events.push(...messages);
    if (ofDocument !== undefined) this.#due.ofDocument.add(ofDocument);
  }

  /** Resolves once every event that is due was handed over. */
  settle(): Promise<void> {
    if (!this.#due) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #deliver(): void {
    const due = this.#due;
    this.#due = undefined;
    if (due) this.take?.(due.events, due.ofDocument);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
