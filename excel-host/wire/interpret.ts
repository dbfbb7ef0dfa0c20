import { apiNotFound, ExcelError } from '../error.ts';
import { Args, isList, isRecord } from './args.ts';
import {
  type Action,
  ActionType,
  type ArgumentList,
  type Batch,
  type Path,
  PathType,
} from './batch.ts';
import { camel, type Instance, isInstance } from './classes.ts';
import type { Host } from './host.ts';
import { answerQuery, asJson, forLoad } from './query.ts';

export interface Reply {
  /** The trace actions that were reached: office.js registers handlers by them. */
  readonly TraceIds: number[];
  readonly Results: { readonly ActionId: number; readonly Value: unknown }[];
  readonly Error?: {
    readonly Code: string;
    readonly Message: string;
    readonly Location: string;
    readonly HttpStatusCode: number;
    readonly ActionIndex: number;
  };
}

/**
 * Does what a batch says, action by action. At the first failure it stops: what was done before
 * stays done, as in real Excel, and the reply names the failing action.
 */
export function interpret(host: Host, batch: Batch): Reply {
  const run = new Run(host, batch);
  const results: Reply['Results'] = [];
  const traces: number[] = [];
  for (const [index, action] of batch.actions.entries()) {
    try {
      const value = run.act(action);
      if (action.type === ActionType.trace) traces.push(action.id);
      if (value !== undefined) results.push({ ActionId: action.id, Value: value });
    } catch (error) {
      if (!(error instanceof ExcelError)) throw error;
      return {
        Error: {
          Code: error.code,
          Message: error.message,
          Location: run.location,
          HttpStatusCode: statuses[error.code] ?? 400,
          ActionIndex: index,
        },
        Results: results,
        TraceIds: traces,
      };
    }
  }
  return { Results: results, TraceIds: traces };
}

const statuses: Record<string, number> = {
  AccessDenied: 403,
  ApiNotFound: 404,
  GeneralException: 500,
  ItemAlreadyExists: 409,
  ItemNotFound: 404,
};

class Run {
  /** What was being done, "Range.values": the error's location. */
  location = '';
  readonly #host: Host;
  readonly #batch: Batch;
  readonly #resolved = new Map<number, Instance | null>();
  readonly #kept: ReadonlySet<number>;

  constructor(host: Host, batch: Batch) {
    this.#host = host;
    this.#batch = batch;
    this.#kept = new Set(
      batch.actions
        .filter(({ type, name }) => type === ActionType.method && name === '_KeepReference')
        .map(({ path }) => path),
    );
  }

  /** The action's value; undefined where it has none. */
  act(action: Action): unknown {
    if (action.type === ActionType.trace) return null;
    const instance = this.#resolve(action.path);
    if (instance === null) return null;
    this.location = `${instance.className}.${camel(action.name)}`;
    const host = this.#host;
    switch (action.type) {
      case ActionType.instantiate:
        if (this.#kept.has(action.path)) host.keep(instance);
        return host.identityOf(instance);
      case ActionType.query:
        return answerQuery(instance, action.query, host, forLoad);
      case ActionType.queryAsJson:
        return answerQuery(instance, action.query, host, asJson);
      case ActionType.method:
        return this.#call(instance, action);
      case ActionType.setProperty:
        instance.write(action.name, this.#arguments(action.args)[0], host);
        return undefined;
      case ActionType.update:
        for (const [name, value] of Object.entries(action.state)) instance.write(name, value, host);
        return undefined;
      case ActionType.ensureUnchanged:
        this.#requireUnchanged(instance, action.state);
        return undefined;
      default:
        throw apiNotFound(`${instance.className}: action ${action.type}`);
    }
  }

  #call(instance: Instance, action: Action): unknown {
    if (action.name === '_KeepReference') {
      this.#host.keep(instance);
      return null;
    }
    const args = new Args(this.#arguments(action.args), this.location);
    return instance.call(action.name, args, this.#host) ?? null;
  }

  #requireUnchanged(instance: Instance, state: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(state)) {
      if (JSON.stringify(instance.read(name, this.#host)) !== JSON.stringify(value)) {
        throw new ExcelError(
          'InvalidOperation',
          `${instance.className}.${camel(name)} has changed.`,
        );
      }
    }
  }

  #resolve(id: number): Instance | null {
    const known = this.#resolved.get(id);
    if (known !== undefined) return known;
    const path = this.#batch.paths.get(id);
    if (!path) throw new ExcelError('GeneralException', `The batch has no object path ${id}.`);
    const instance = this.#follow(path);
    this.#resolved.set(id, instance);
    return instance;
  }

  #follow(path: Path): Instance | null {
    const host = this.#host;
    if (path.type === PathType.root) return host.root();
    if (path.type === PathType.nullObject) return null;
    if (path.type === PathType.newObject) return host.create(path.name);
    if (path.type === PathType.reference) return host.kept(path.name);
    const parent = this.#resolve(path.parent ?? -1);
    // A null object gives null objects, whatever is asked of it.
    if (parent === null) return null;
    const name = path.type === PathType.indexer ? 'getItem' : camel(path.name);
    this.location = `${parent.className}.${name}`;
    if (path.type === PathType.property) return parent.child(path.name, host);
    const args = new Args(this.#arguments(path.args), this.location);
    if (path.type === PathType.indexer) {
      const item = parent.item(args, host);
      if (item) return item;
      throw new ExcelError('ItemNotFound', 'The requested resource does not exist.');
    }
    const result = parent.call(path.name, args, host);
    if (result === null || isInstance(result)) return result;
    throw apiNotFound(this.location, 'it gives no object');
  }

  /** Arguments with the objects they stand for put in. */
  #arguments({ values, paths }: ArgumentList): unknown[] {
    return values.map((value, index) => this.#argument(value, paths[index]));
  }

  #argument(value: unknown, path: unknown): unknown {
    if (typeof path === 'number' && path > 0) return this.#resolve(path);
    if (isList(value)) {
      return isList(path) ? value.map((inner, index) => this.#argument(inner, path[index])) : value;
    }
    if (!isRecord(value)) return value;
    const { _ObjectPathId: id } = value;
    if (typeof id === 'number') return this.#resolve(id);
    const hasObjects = Object.values(value).some((inner) => isRecord(inner) || isList(inner));
    if (!hasObjects) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, this.#deep(inner)]),
    );
  }

  #deep(value: unknown): unknown {
    return isList(value)
      ? value.map((inner) => this.#argument(inner, 0))
      : this.#argument(value, 0);
  }
}
