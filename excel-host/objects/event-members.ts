import { type Method, method } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';

/** How office.js starts and stops listening: `_Register…Event` and `_Unregister…Event`. */
export function listening<T>(
  name: string,
  since: number,
  type: number,
  targetOf: (target: T, host: Host) => string,
): Record<string, Method<T>> {
  return {
    [`_Register${name}Event`]: method<T>(since, (target, _args, host) =>
      host.listen({ type, target: targetOf(target, host) }),
    ),
    [`_Unregister${name}Event`]: method<T>(since, (target, _args, host) =>
      host.unlisten({ type, target: targetOf(target, host) }),
    ),
  };
}
