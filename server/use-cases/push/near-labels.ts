import { isNear, matchKey, nearKey } from './labels.ts';

/** Labels by what near misses have in common, so that not every label is compared with every other. */
export class NearLabels {
  readonly #byNearKey = new Map<string, string[]>();
  readonly #byNumbers = new Map<string, string[]>();

  constructor(labels: Iterable<string>) {
    for (const label of labels) this.add(label);
  }

  add(label: string): void {
    push(this.#byNearKey, nearKey(label), label);
    push(this.#byNumbers, numbersOf(label), label);
  }

  /** A label that this one may be meant for: the first of them by its key. */
  find(label: string): string | null {
    if (this.#byNearKey.size === 0) return null;
    const candidates = [
      ...(this.#byNearKey.get(nearKey(label)) ?? []),
      ...(this.#byNumbers.get(numbersOf(label)) ?? []),
    ];
    const near = candidates.filter((one) => isNear(one, label));
    return near.toSorted((a, b) => (matchKey(a) < matchKey(b) ? -1 : 1))[0] ?? null;
  }
}

function numbersOf(label: string): string {
  return matchKey(label).replace(/\P{N}/gu, '');
}

function push(map: Map<string, string[]>, key: string, label: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [label]);
  else known.push(label);
}
