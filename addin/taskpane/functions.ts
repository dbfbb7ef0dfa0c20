/**
 * The functions in cells, tied to their names before anything else of the page runs, like the commands.
 * Whoever answers them listens with `onFunctionCall`; what comes before that waits.
 */
import { FIGURES } from '../../contract/figures.ts';
import type { FigureKind } from '../../contract/figures.ts';
import type { CellCall } from '../excel/cell-functions.ts';
import { associateFunction } from '../excel/cell-functions.ts';

type Listener = (kind: FigureKind, call: CellCall) => void;

let listener: Listener | undefined;
const waiting: [FigureKind, CellCall][] = [];

for (const kind of FIGURES) {
  associateFunction(kind.toUpperCase(), (call) => {
    if (listener) listener(kind, call);
    else waiting.push([kind, call]);
  });
}

/** Takes every call from now on, and those that came already. */
export function onFunctionCall(answer: Listener): void {
  listener = answer;
  for (const [kind, call] of waiting.splice(0)) answer(kind, call);
}
