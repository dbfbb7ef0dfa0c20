import { saveXlsx } from '../xlsx/save.ts';
import type { Session } from './session.ts';
import type { Storage } from './storage.ts';

const shortestWaitMs = 250;
/** A large workbook takes long to write: it is written when a pause of this many times that came. */
const pauseFactor = 8;

/** Keeps the open workbook in the browser: soon after each change, and at once when the page goes. */
export class Keeper {
  readonly #storage: Storage;
  readonly #addinId: string;
  #session: Session | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tookMs = 0;

  constructor(storage: Storage, addinId: string) {
    this.#storage = storage;
    this.#addinId = addinId;
    // What is asked for as late as `pagehide` is now and then dropped with the page.
    window.addEventListener('beforeunload', () => this.#keepIfDue());
    window.addEventListener('pagehide', () => this.#keepIfDue());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#keepIfDue();
    });
  }

  /** From now on this workbook is the one that a reload opens; it finds the page's first one anyway. */
  watch(session: Session): void {
    this.#keepIfDue();
    const isFirst = this.#session === undefined;
    this.#session = session;
    session.onContentChanged = () => this.#schedule();
    if (!isFirst) this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const wait = Math.max(shortestWaitMs, this.#tookMs * pauseFactor);
    this.#timer = setTimeout(() => this.#keep(), wait);
  }

  #keepIfDue(): void {
    if (this.#timer !== undefined) this.#keep();
  }

  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#session) return;
    const { workbook } = this.#session;
    const start = performance.now();
    const bytes = saveXlsx(workbook, { addIn: this.#addinId, isCompressed: false });
    this.#storage.write({ name: workbook.name, bytes });
    this.#tookMs = performance.now() - start;
  }
}
