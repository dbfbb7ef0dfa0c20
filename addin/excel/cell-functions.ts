import type { CellValue } from './read-range.ts';

/** A call of a function in a cell, which goes on until the cell asks for something else. */
export interface CellCall {
  /** As the cell gives them: numbers, texts, null where one was left out. */
  readonly values: readonly (CellValue | null)[];
  readonly show: (value: number) => void;
  /** #N/A, with the reason for whoever looks at the cell. */
  readonly refuse: (reason: string) => void;
  readonly onEnd: (end: () => void) => void;
}

/**
 * Ties a function of functions.json to what answers it. Like commands, to be called while the page's
 * first module is evaluated.
 */
export function associateFunction(
  id: string,
  take: (call: CellCall) => void,
  functions: typeof CustomFunctions = globalThis.CustomFunctions,
): void {
  functions.associate(id, (...given: readonly unknown[]) => {
    const invocation = given.at(-1) as CustomFunctions.StreamingInvocation<number>;
    take({
      values: given.slice(0, -1) as (CellValue | null)[],
      show: (value) => invocation.setResult(value),
      refuse: (reason) =>
        invocation.setResult(new functions.Error(functions.ErrorCode.notAvailable, reason)),
      onEnd: (end) => {
        invocation.onCanceled = end;
      },
    });
  });
}
