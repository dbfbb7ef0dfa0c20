import type { Kind } from '../../../contract/kinds.ts';
import type { Action } from '../../../contract/problem.ts';
import type { Choice } from '../../../contract/push.ts';

/** What an answer is looked up for. */
export interface Asked {
  readonly kind: Kind;
  readonly source: string;
  /** null: the row is not in the sheet. */
  readonly row: number | null;
  /** The row's identity, where it has one. */
  readonly key: string | null;
  readonly field?: string;
}

/**
 * The user's answers. One that names a row (or key) and field is for that cell, one without is for
 * all that ask alike in its kind; the narrower goes before the wider, the later before the earlier.
 */
export class Choices {
  readonly #byRow = new Map<string, Choice[]>();
  readonly #byKey = new Map<string, Choice[]>();
  readonly #byKind = new Map<Kind, Choice[]>();

  readonly #all: readonly Choice[];

  constructor(choices: readonly Choice[]) {
    this.#all = choices;
    for (const choice of choices.toReversed()) {
      if (choice.row !== undefined) add(this.#byRow, `${choice.kind}|${choice.row}`, choice);
      else if (choice.key !== undefined) add(this.#byKey, `${choice.kind}|${choice.key}`, choice);
      else add(this.#byKind, choice.kind, choice);
    }
  }

  /** The answer given to this row. */
  named(asked: Asked, actions: readonly Action[]): Choice | undefined {
    const { kind, row, key } = asked;
    const ofRow = row === null ? [] : (this.#byRow.get(`${kind}|${row}`) ?? []);
    const ofKey = key === null ? [] : (this.#byKey.get(`${kind}|${key}`) ?? []);
    return narrowest([...ofRow, ...ofKey], asked, actions);
  }

  /** The answer given to this row, else the one for all that ask alike. */
  answer(asked: Asked, actions: readonly Action[]): Choice | undefined {
    const named = this.named(asked, actions);
    return named ?? narrowest(this.#byKind.get(asked.kind) ?? [], asked, actions);
  }

  /** Whether any answer of a kind is one of these: spares a look at every row. */
  mention(kind: Kind, actions: readonly Action[]): boolean {
    return this.#all.some((choice) => choice.kind === kind && actions.includes(choice.action));
  }

  /** The answers that name rows of a kind by key, whether or not the push holds those rows. */
  keyed(kind: Kind): Choice[] {
    return [...this.#byKey.values()].flat().filter((choice) => choice.kind === kind);
  }
}

function add<Key>(map: Map<Key, Choice[]>, key: Key, choice: Choice): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [choice]);
  else known.push(choice);
}

function narrowest(
  choices: readonly Choice[],
  { source, row, field }: Asked,
  actions: readonly Action[],
): Choice | undefined {
  if (choices.length === 0) return undefined;
  const fitting = choices.filter(
    (choice) =>
      actions.includes(choice.action) &&
      (choice.source === undefined || choice.source === source) &&
      (choice.row === undefined || choice.row === row) &&
      (choice.field === undefined || choice.field === field),
  );
  return fitting.find((choice) => choice.field !== undefined) ?? fitting[0];
}
