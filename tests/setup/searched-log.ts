/**
 * The log of a server that a test file starts, in this process or as one of its own. It is searched when
 * the file is done: whatever was secret in what was said to and by any server may not be in it.
 */
import { createLogger } from '../../server/http/log.ts';
import type { Logger } from '../../server/http/log.ts';
import { Overheard } from './overhear.ts';
import { whenDone } from './when-done.ts';

/** By all servers in this process; what others are told is to be noted by whoever tells them. */
export const overheard = new Overheard();
overheard.listen();
let logs = 0;

export interface SearchedLog {
  /** For a server in this process; it logs all there is to log. */
  readonly logger: Logger;
  /** Adds what a process said. */
  readonly write: (text: string) => void;
  /** All so far. */
  readonly text: () => string;
}

/** To be called before the server is started, so that its end is searched too. */
export function searchedLog(): SearchedLog {
  let text = '';
  const write = (part: string): void => void (text += part);
  if (logs === 0) whenDone(() => overheard.forget());
  logs += 1;
  whenDone(() => {
    logs -= 1;
    const found = overheard.foundIn(text);
    if (found.length > 0) throw new Error(`The log holds what it must not: ${found.join(', ')}`);
  });
  return { logger: createLogger('trace', { write }), write, text: () => text };
}
