/** Some 100 MB of the server's memory, at most. */
const MOST_ROWS = 200_000;

interface Kept<Value> {
  readonly value: Promise<Value>;
  /** 0 while it is being made. */
  size: number;
}

/**
 * Values by key, made once for all who ask meanwhile. Above a sum of sizes those that were not used
 * for longest go; a failure is not kept.
 */
export class RecentResults<Value> {
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #sizeOf: (value: Value) => number;
  readonly #most: number;
  #size = 0;

  constructor(sizeOf: (value: Value) => number, most = MOST_ROWS) {
    this.#sizeOf = sizeOf;
    this.#most = most;
  }

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.value;
    }
    const made: Kept<Value> = { value: make(), size: 0 };
    this.#kept.set(key, made);
    made.value.then(
      (value) => this.#weigh(made, this.#sizeOf(value)),
      () => this.#kept.delete(key),
    );
    return made.value;
  }

  #weigh(made: Kept<Value>, size: number): void {
    made.size = size;
    this.#size += size;
    for (const [key, { size: freed }] of this.#kept) {
      if (this.#size <= this.#most) return;
      if (freed === 0) continue;
      this.#kept.delete(key);
      this.#size -= freed;
    }
  }
}
