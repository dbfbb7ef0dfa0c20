/**
 * The three-way merge of one row: what the sheet says, what the server holds, and the base, which is
 * what both last agreed on (DESIGN §4). Pure; docs/decisions/0003-three-way-merge.md says why.
 * A row is an array of cells, one for each field of its kind.
 */

/** A value as text; null: empty. */
export type Cell = string | null;

/** undefined: the sheet says nothing, for its column is not mapped. */
export type Said = Cell | undefined;

/** false: sheet and server never agreed on it. */
export type Base = Cell | false;

/** A row's base; undefined, as false: never agreed on. */
export type Agreed = readonly (Base | undefined)[];

/**
 * agreed: both hold the same, or the sheet says nothing. update: only the sheet moved. newerOnServer:
 * only the server moved. conflict: both did.
 */
export type State = 'agreed' | 'update' | 'newerOnServer' | 'conflict';

export type Answer = 'takeSheet' | 'takeServer';

/** Whether two values of the field at that place are the same. */
export type Same = (field: number, one: Cell, other: Cell) => boolean;

export function mergeField(base: Base, sheet: Said, server: Cell, same: SameCell): State {
  if (sheet === undefined || same(sheet, server)) return 'agreed';
  if (base === false) {
    // Nothing tells who moved: what is filled on one side only is taken from there.
    if (sheet === null) return 'newerOnServer';
    return server === null ? 'update' : 'conflict';
  }
  if (same(base, server)) return 'update';
  return same(base, sheet) ? 'newerOnServer' : 'conflict';
}

type SameCell = (one: Cell, other: Cell) => boolean;

export interface RowMerge {
  /** By field, answers applied. */
  readonly states: readonly State[];
  /** What the server holds afterwards: all as it was while a conflict waits. */
  readonly values: readonly Cell[];
  readonly outcome: 'unchanged' | 'changed' | 'newerOnServer' | 'conflict';
}

/** @param answerTo the user's answer for a field in that state, where one was given */
export function mergeRow(
  base: Agreed | null,
  sheet: readonly Said[],
  server: readonly Cell[],
  same: Same,
  answerTo: (field: number, state: State) => Answer | undefined,
): RowMerge {
  const states = server.map((value, field) => {
    const compare: SameCell = (one, other) => same(field, one, other);
    const state = mergeField(baseAt(base, field), sheet[field], value, compare);
    const answer = state === 'agreed' ? undefined : answerTo(field, state);
    if (answer === undefined) return state;
    return answer === 'takeSheet' ? 'update' : 'newerOnServer';
  });
  const waits = states.includes('conflict');
  const values = server.map((value, field) =>
    states[field] === 'update' && !waits ? (sheet[field] ?? null) : value,
  );
  return { states, values, outcome: outcomeOf(states) };
}

function outcomeOf(states: readonly State[]): RowMerge['outcome'] {
  if (states.includes('conflict')) return 'conflict';
  if (states.includes('update')) return 'changed';
  return states.includes('newerOnServer') ? 'newerOnServer' : 'unchanged';
}

/** The base advances only where sheet and server hold the same after the commit. */
export function nextBase(
  base: Agreed | null,
  sheet: readonly Said[],
  server: readonly Cell[],
  same: Same,
): Base[] {
  return server.map((value, field) => {
    const said = sheet[field];
    return said !== undefined && same(field, said, value) ? said : baseAt(base, field);
  });
}

/** Whether the sheet's row moved since both agreed; what was never agreed on has moved. */
export function movedFrom(base: Agreed, sheet: readonly Said[], same: Same): boolean {
  return sheet.some((said, field) => {
    const agreed = baseAt(base, field);
    if (said === undefined) return false;
    return agreed === false ? said !== null : !same(field, said, agreed);
  });
}

function baseAt(base: Agreed | null, field: number): Base {
  const value = base?.[field];
  return value === undefined ? false : value;
}
