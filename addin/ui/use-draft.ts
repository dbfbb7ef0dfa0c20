import { useCallback, useState } from 'react';

/** Of a shape that later versions would not understand: count on. */
const VERSION = 1;

/**
 * Work that is not saved anywhere yet, kept in this window's session: a pane that is loaded again in
 * the middle of it goes on with it.
 */
export function useDraft<Value>(
  name: string,
  workbook: string,
  nothing: Value,
): readonly [Value, (value: Value) => void] {
  const key = `PowerTrackr.${name}.${VERSION}.${workbook}`;
  const [held, setHeld] = useState<{ readonly key: string; readonly value: Value }>();
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

function read(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Where a browser keeps nothing for pages in frames, it lives as long as the page. */
function write(key: string, value: unknown): void {
  try {
    if (value === null || (Array.isArray(value) && value.length === 0)) {
      sessionStorage.removeItem(key);
    } else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Refused or full.
  }
}
