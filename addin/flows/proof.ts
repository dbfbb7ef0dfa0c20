/**
 * The question "is it you?", which any call may raise: it waits until somebody shows it, and goes on.
 * Calls that wait at the same time share one question.
 */
export interface Proof {
  /** True once shown, false where nobody is there to be asked. Rejects where declined or stopped. */
  readonly ask: (signal?: AbortSignal) => Promise<boolean>;
  readonly isAsked: () => boolean;
  /** Tells whoever can ask the person when there is a question and when there is none any more. */
  readonly subscribe: (tell: () => void) => () => void;
  readonly give: () => void;
  readonly decline: () => void;
}

interface Waiting {
  readonly resolve: (isShown: boolean) => void;
  readonly reject: (reason: unknown) => void;
}

export function createProof(): Proof {
  const listeners = new Set<() => void>();
  const waiting = new Set<Waiting>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const settle = (act: (one: Waiting) => void) => {
    const all = [...waiting];
    waiting.clear();
    for (const one of all) act(one);
    tell();
  };
  return {
    ask: (signal) => {
      if (listeners.size === 0) return Promise.resolve(false);
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const one = { resolve, reject };
        waiting.add(one);
        signal?.addEventListener('abort', () => {
          waiting.delete(one);
          reject(signal.reason);
          tell();
        });
        tell();
      });
    },
    isAsked: () => waiting.size > 0,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    give: () => settle(({ resolve }) => resolve(true)),
    decline: () => settle(({ reject }) => reject(new DOMException('declined', 'AbortError'))),
  };
}
