import { apiNotFound } from '../error.ts';
import type { Query } from './batch.ts';
import { camel, type Instance, pascal } from './classes.ts';
import type { Host } from './host.ts';

/** "format/fill/color" and "name" as a tree; a leaf is an empty map, "*" means all properties. */
type Selection = Map<string, Selection>;

function readSelection({ select, expand }: Query): Selection {
  const selection: Selection = new Map();
  for (const path of select) addPath(selection, path.split(/[/.]/));
  for (const path of expand) addPath(selection, [...path.split(/[/.]/), '*']);
  if (select.length === 0) addPath(selection, ['*']);
  return selection;
}

function addPath(selection: Selection, parts: readonly string[]): void {
  let level = selection;
  for (const part of parts) {
    if (part.toLowerCase() === 'items') continue;
    const next = level.get(part) ?? new Map<string, Selection>();
    level.set(part, next);
    level = next;
  }
}

export interface Style {
  readonly name: (member: string) => string;
  readonly items: string;
}

/** As `load` wants its answer. */
export const forLoad: Style = { name: pascal, items: '_Items' };
/** As `retrieve` wants it. */
export const asJson: Style = { name: camel, items: 'items' };

export function answerQuery(instance: Instance, query: Query, host: Host, style: Style): unknown {
  const selection = readSelection(query);
  return instance.isCollection
    ? answerCollection(instance, selection, host, style, query)
    : answerObject(instance, selection, host, style);
}

function answerCollection(
  instance: Instance,
  selection: Selection,
  host: Host,
  style: Style,
  { top, skip = 0 }: Pick<Query, 'top' | 'skip'> = { top: undefined, skip: undefined },
): Record<string, unknown> {
  const answer: Record<string, unknown> = instance.identity(host);
  const ofItems: Selection = new Map(selection);
  for (const name of selection.keys()) {
    if (instance.kindOf(name) !== 'property') continue;
    answer[style.name(camel(name))] = instance.read(name, host);
    ofItems.delete(name);
  }
  if (selection.has('*')) {
    for (const name of instance.properties(host)) {
      answer[style.name(name)] = instance.read(name, host);
    }
  }
  if (ofItems.size === 0) return answer;
  const items = instance.items(host);
  answer[style.items] = items
    .slice(skip, top === undefined ? undefined : skip + top)
    .map((item) => answerObject(item, ofItems, host, style));
  return answer;
}

function answerObject(
  instance: Instance,
  selection: Selection,
  host: Host,
  style: Style,
): Record<string, unknown> {
  const answer: Record<string, unknown> = { ...host.identityOf(instance) };
  const give = (name: string, value: unknown): void => {
    answer[style.name(name)] = value;
    // This office.js reads these two by their small names.
    if (name === 'isEntireRow' || name === 'isEntireColumn') answer[name] = value;
  };
  for (const [name, inner] of selection) {
    if (name === '*') {
      for (const property of instance.properties(host))
        give(property, instance.read(property, host));
      continue;
    }
    const kind = instance.kindOf(name);
    const member = instance.canonical(name);
    if (member === undefined) throw apiNotFound(`${instance.className}.${camel(name)}`);
    if (kind === 'property') give(member, instance.read(member, host));
    else if (kind === 'child') {
      const child = instance.child(member, host);
      const all: Selection = inner.size === 0 ? new Map([['*', new Map()]]) : inner;
      give(member, child && answerAny(child, all, host, style));
    } else throw apiNotFound(`${instance.className}.${member}`, 'it is no property');
  }
  return answer;
}

function answerAny(instance: Instance, selection: Selection, host: Host, style: Style): unknown {
  return instance.isCollection
    ? answerCollection(instance, selection, host, style)
    : answerObject(instance, selection, host, style);
}
