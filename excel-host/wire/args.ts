import { invalidArgument } from '../error.ts';
import { type HostClass, type Instance, isInstance } from './classes.ts';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isInstance(value);
}

/** The arguments of a call, read one by one with a clear refusal of what does not fit. */
export class Args {
  readonly values: readonly unknown[];
  readonly #member: string;

  constructor(values: readonly unknown[], member: string) {
    this.values = values;
    this.#member = member;
  }

  at(index: number): unknown {
    return this.values[index] ?? undefined;
  }

  refuse(index: number, wanted: string): Error {
    return invalidArgument(`Argument ${index + 1} of ${this.#member} must be ${wanted}.`);
  }

  text(index: number): string {
    const value = this.at(index);
    if (typeof value === 'string') return value;
    throw this.refuse(index, 'text');
  }

  optionalText(index: number): string | undefined {
    return this.at(index) === undefined ? undefined : this.text(index);
  }

  whole(index: number): number {
    const value = this.at(index);
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    throw this.refuse(index, 'a whole number');
  }

  optionalWhole(index: number): number | undefined {
    return this.at(index) === undefined ? undefined : this.whole(index);
  }

  /** A place in a collection: none, null and −1 mean its end. */
  place(index: number): number | undefined {
    const given = this.optionalWhole(index);
    return given === -1 ? undefined : given;
  }

  number(index: number): number {
    const value = this.at(index);
    if (typeof value === 'number') return value;
    throw this.refuse(index, 'a number');
  }

  flag(index: number, otherwise = false): boolean {
    const value = this.at(index);
    if (value === undefined) return otherwise;
    if (typeof value === 'boolean') return value;
    throw this.refuse(index, 'true or false');
  }

  /** One of the words, whatever its capitals; `otherwise` where none was given. */
  word<Word extends string>(index: number, words: readonly Word[], otherwise?: Word): Word {
    const value = this.at(index);
    if (value === undefined && otherwise !== undefined) return otherwise;
    return oneOf(value, words, () => this.refuse(index, `one of ${words.join(', ')}`));
  }

  record(index: number): Record<string, unknown> {
    const value = this.at(index);
    if (isRecord(value)) return value;
    throw this.refuse(index, 'an object');
  }

  list(index: number): readonly unknown[] {
    const value = this.at(index);
    if (isList(value)) return value;
    throw this.refuse(index, 'an array');
  }

  /** What the argument stands for, if it is an object of this class. */
  target<T>(index: number, hostClass: HostClass<T>): T | undefined {
    const value = this.at(index);
    return isInstance(value) ? hostClass.targetOf(value) : undefined;
  }

  instance(index: number): Instance | undefined {
    const value = this.at(index);
    return isInstance(value) ? value : undefined;
  }
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The word meant, whatever its capitals: add-ins may write "down" or "Down". */
export function oneOf<Word extends string>(
  value: unknown,
  words: readonly Word[],
  refuse: () => Error = () => invalidArgument(`The value must be one of ${words.join(', ')}.`),
): Word {
  const wanted = typeof value === 'string' ? value.toLowerCase() : undefined;
  const found = words.find((word) => word.toLowerCase() === wanted);
  if (found === undefined) throw refuse();
  return found;
}

export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalidArgument('The value must be text.');
}

export function asNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  throw invalidArgument('The value must be a number.');
}

export function asFlag(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw invalidArgument('The value must be true or false.');
}
