/** Some 250 MB of the server's memory, at most. */
const MOST_ROWS = 200_000;

interface Kept<Value> {
  readonly version: string;
  readonly value: Promise<Value>;
  /** 0 while it is being made. */
  size: number;
}

/**
 * The last value of each key, made once for all who ask for its version meanwhile; the next one may be made
 * from it. Above a sum of sizes those that were not used for longest go; a failure is not kept.
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

  /** @param make from the value of before, whatever its version; null: there is none */
  get(
    key: string,
    version: string,
    make: (before: Value | null) => Promise<Value>,
  ): Promise<Value> {
    const known = this.#drop(key);
    if (known?.version === version) {
      this.#keep(key, known);
      return known.value;
    }
    const before = known?.value.catch(() => null) ?? Promise.resolve(null);
    const made: Kept<Value> = {
      ...{ version, size: 0 },
      value: before.then(make).then(
        (value) => {
          this.#weigh(key, made, this.#sizeOf(value));
          return value;
        },
        (error: unknown) => {
          if (this.#kept.get(key) === made) this.#drop(key);
          throw error;
        },
      ),
    };
    this.#keep(key, made);
    return made.value;
  }

  #keep(key: string, kept: Kept<Value>): void {
    this.#kept.set(key, kept);
    this.#size += kept.size;
  }

  #drop(key: string): Kept<Value> | undefined {
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    this.#size -= kept?.size ?? 0;
    return kept;
  }

  #weigh(key: string, made: Kept<Value>, size: number): void {
    if (this.#kept.get(key) !== made) return;
    made.size = size;
    this.#size += size;
    for (const [other, kept] of this.#kept) {
      if (this.#size <= this.#most) return;
      if (kept.size > 0) this.#drop(other);
    }
  }
}
