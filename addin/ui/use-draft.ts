import { useCallback, useState } from 'react';

/** Of a shape that later versions would not understand: count on. */
const VERSION = 1;

/**
 * Work that is not saved anywhere yet, kept in this window's session: a pane that is loaded again in
 * the middle of it goes on with it. Without a key it is kept for as long as the page lives.
 */
export function useDraft<Value>(
  name: string,
  workbookId: string | undefined,
  nothing: Value,
): readonly [Value, (value: Value) => void] {
  const key = workbookId && `PowerTrackr.${name}.${VERSION}.${workbookId}`;
  const [held, setHeld] = useState<{ readonly key: string | undefined; readonly value: Value }>();
  const value = held && held.key === key ? held.value : ((read(key) as Value | null) ?? nothing);
  const keep = useCallback(
    (next: Value) => {
      setHeld({ key, value: next });
      write(key, next);
    },
    [key],
  );
  // Read once for each key, not at each drawing.
  if (held === undefined || held.key !== key) setHeld({ key, value });
  return [value, keep];
}

function read(key: string | undefined): unknown {
  if (key === undefined) return null;
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Where a browser keeps nothing for pages in frames, it lives as long as the page. */
function write(key: string | undefined, value: unknown): void {
  if (key === undefined) return;
  try {
    if (value === null || (Array.isArray(value) && value.length === 0)) {
      sessionStorage.removeItem(key);
    } else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Refused or full.
  }
}
