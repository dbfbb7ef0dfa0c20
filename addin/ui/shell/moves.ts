/** Whether the person went on with a button that is gone now: then, and only then, focus moves along. */
let moved = false;

export function move(): void {
  moved = true;
}

export function isMoved(): boolean {
  return moved;
}

export function settleMove(): void {
  moved = false;
}
