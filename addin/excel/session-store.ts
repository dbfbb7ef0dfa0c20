import type { Host } from './host.ts';

/** Where the session is kept: this browser's storage, or a command's memory. Never the workbook. */
export interface SessionStore {
  readonly read: () => string | null;
  readonly write: (text: string | null) => void;
}

/**
 * The pane's storage under Office's partition key: a page in another frame of another site does not
 * share it, and several tabs of one browser do.
 */
export function keptInPane(host: Host, storage: Storage = globalThis.localStorage): SessionStore {
  // Undefined where storage is not partitioned.
  const partition: string | undefined = host.Office.context.partitionKey;
  const key = `${partition ?? ''}PowerTrackr.session`;
  return {
    read: () => storage.getItem(key),
    write: (text) => {
      if (text === null) storage.removeItem(key);
      else storage.setItem(key, text);
    },
  };
}

/** For as long as the process lives: the command line and tests. */
export function keptInMemory(): SessionStore {
  let kept: string | null = null;
  return {
    read: () => kept,
    write: (text) => {
      kept = text;
    },
  };
}
