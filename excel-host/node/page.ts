/*
 * A page for office.js where there is none: the few things of a browser that it asks for at start,
 * and a scope in which its scripts see one another as globals while the process's own stay clean.
 */

export interface Page {
  /** What a page's scripts share: `Office`, `Excel` and whatever else they declare. */
  readonly globals: Record<string, unknown>;
  /** Hands a message to office.js as if the host page had posted it. */
  deliver(message: string): void;
  /** Lets go of timers, so that a process may end. */
  close(): void;
}

export interface PageOptions {
  readonly url: string;
  /** Takes what office.js posts to its host. */
  readonly post: (message: string) => void;
  /** Reads and runs a script by its address; office.js loads two more of its own. */
  readonly load: (url: string, page: Page) => void;
}

type Listener = (event: { data: string; origin: string; source: unknown }) => void;

export function openPage({ url, post, load }: PageOptions): Page {
  const location = new URL(url);
  const listeners = new Set<Listener>();
  const timers = new Set<ReturnType<typeof setInterval>>();
  const opener = { postMessage: (message: string) => post(message) };

  const document = {
    domain: location.hostname,
    URL: url,
    location,
    readyState: 'complete',
    cookie: '',
    body: {},
    addEventListener: ignore,
    removeEventListener: ignore,
    querySelectorAll: () => [],
    getElementById: () => null,
    createElement: (tag: string) => (tag === 'a' ? anchor(url) : { setAttribute: ignore }),
    getElementsByTagName: (tag: string) => {
      if (tag === 'script')
        return [{ src: new URL('office-js/office.js', url).href, getAttribute: () => null }];
      return tag === 'head'
        ? [{ appendChild: (script: Script) => void setImmediate(run, script) }]
        : [];
    },
  };

  const globals: Record<string, unknown> = {
    name: '',
    location,
    document,
    opener,
    history: {},
    external: {},
    navigator: { userAgent: 'Node', language: 'en-US', platform: '' },
    sessionStorage: storage(),
    localStorage: storage(),
    XMLHttpRequest: undefined,
    open: () => null,
    focus: ignore,
    blur: ignore,
    addEventListener: (type: string, listener: Listener) => {
      if (type === 'message') listeners.add(listener);
    },
    removeEventListener: (_type: string, listener: Listener) => void listeners.delete(listener),
    setTimeout,
    clearTimeout,
    performance,
    Promise,
    // office.js starts one that watches for slow answers and would keep the process alive.
    setInterval: (act: () => void, milliseconds: number) => {
      const timer = setInterval(act, milliseconds);
      timer.unref();
      timers.add(timer);
      return timer;
    },
    clearInterval: (timer: ReturnType<typeof setInterval>) => clearInterval(timer),
  };
  Object.assign(globals, { window: globals, self: globals, top: globals, parent: globals });

  const page: Page = {
    globals,
    deliver: (data) => {
      for (const listener of listeners) listener({ data, origin: location.origin, source: opener });
    },
    close: () => {
      listeners.clear();
      for (const timer of timers) clearInterval(timer);
    },
  };

  function run(script: Script): void {
    try {
      load(script.src, page);
    } catch (error) {
      script.onerror?.(error);
      throw error;
    }
    script.onload?.();
  }

  return page;
}

interface Script {
  src: string;
  onload?: () => void;
  onerror?: (error: unknown) => void;
}

function ignore(): void {
  // The page has nothing to show and nobody who types.
}

/** office.js takes addresses apart by an anchor element. */
function anchor(base: string): object {
  const element = { href: base };
  const part = (
    key: 'hostname' | 'port' | 'protocol' | 'host' | 'pathname' | 'search' | 'hash',
  ) => ({
    get: () => new URL(element.href, base)[key],
  });
  return Object.defineProperties(element, {
    hostname: part('hostname'),
    host: part('host'),
    port: part('port'),
    protocol: part('protocol'),
    pathname: part('pathname'),
    search: part('search'),
    hash: part('hash'),
  });
}

function storage(): object {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  };
}

/** Names of the language and of Node, taken before any Office made itself a global. */
const languageNames: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/**
 * The scope for a page's scripts: every name that is neither the page's nor the language's is read
 * from and written to the page, so that a script's `var` is a global of the page and of nothing else.
 */
export function scopeOf({ globals }: Page): object {
  return new Proxy(globals, {
    has: (target, name) =>
      typeof name === 'string' && (Object.hasOwn(target, name) || !languageNames.has(name)),
    get: (target, name) => (typeof name === 'string' ? target[name] : undefined),
  });
}
