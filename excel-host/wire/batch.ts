import { isList, isRecord } from './args.ts';

/** A batch of ProcessQuery as office.js sends it, read loosely: it is office.js that writes it. */
export interface Batch {
  readonly autoKeepReference: boolean;
  readonly actions: readonly Action[];
  readonly paths: ReadonlyMap<number, Path>;
}

export interface Action {
  readonly id: number;
  readonly type: number;
  readonly name: string;
  readonly path: number;
  readonly args: ArgumentList;
  readonly query: Query;
  readonly state: Record<string, unknown>;
}

export interface Path {
  readonly id: number;
  readonly type: number;
  readonly name: string;
  readonly parent: number | undefined;
  readonly args: ArgumentList;
}

export interface ArgumentList {
  readonly values: readonly unknown[];
  /** In parallel to `values`: the id of the path that an argument stands for, else 0. */
  readonly paths: readonly unknown[];
}

export interface Query {
  readonly select: readonly string[];
  readonly expand: readonly string[];
  readonly top: number | undefined;
  readonly skip: number | undefined;
}

export const ActionType = {
  instantiate: 1,
  query: 2,
  method: 3,
  setProperty: 4,
  trace: 5,
  recursiveQuery: 6,
  queryAsJson: 7,
  ensureUnchanged: 8,
  update: 9,
} as const;

export const PathType = {
  root: 1,
  newObject: 2,
  method: 3,
  property: 4,
  indexer: 5,
  reference: 6,
  nullObject: 7,
} as const;

export function readBatch(body: string): Batch {
  const parsed: unknown = JSON.parse(body);
  const batch = record(parsed);
  return {
    autoKeepReference: batch['AutoKeepReference'] === true,
    actions: list(batch['Actions']).map(readAction),
    paths: new Map(
      Object.values(record(batch['ObjectPaths'])).map((value) => {
        const path = readPath(value);
        return [path.id, path];
      }),
    ),
  };
}

function readAction(value: unknown): Action {
  const action = record(value);
  const query = record(action['QueryInfo']);
  return {
    id: number(action['Id']),
    type: number(action['ActionType']),
    name: text(action['Name']),
    path: number(action['ObjectPathId']),
    args: readArguments(action['ArgumentInfo']),
    query: {
      select: list(query['Select']).map(text),
      expand: list(query['Expand']).map(text),
      top: typeof query['Top'] === 'number' ? query['Top'] : undefined,
      skip: typeof query['Skip'] === 'number' ? query['Skip'] : undefined,
    },
    state: record(action['ObjectState']),
  };
}

function readPath(value: unknown): Path {
  const path = record(value);
  return {
    id: number(path['Id']),
    type: number(path['ObjectPathType']),
    name: text(path['Name']),
    parent: typeof path['ParentObjectPathId'] === 'number' ? path['ParentObjectPathId'] : undefined,
    args: readArguments(path['ArgumentInfo']),
  };
}

function readArguments(value: unknown): ArgumentList {
  const info = record(value);
  return { values: list(info['Arguments']), paths: list(info['ReferencedObjectPathIds']) };
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : -1;
}
