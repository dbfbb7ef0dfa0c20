import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/*
 * What office.js would ask of Excel: its classes and members as the wire names them, read out of the
 * library itself, and the requirement set of each from its typings. For tests: whatever the host
 * implements must exist there.
 */

export interface ClassSchema {
  /** By name on the wire; true where office.js can set it. */
  readonly properties: Map<string, boolean>;
  readonly children: Map<string, string>;
  /** What a method gives: the class of an object, or "" for a value. */
  readonly methods: Map<string, string>;
  /** Properties that office.js writes, by their name on the wire. */
  readonly written: Set<string>;
  /** The class of the items that an indexer gives. */
  indexer: string | undefined;
  events: number;
}

const require = createRequire(import.meta.url);

export function reflectSchema(): Map<string, ClassSchema> {
  const dist = join(dirname(require.resolve('@microsoft/office-js/package.json')), 'dist');
  const lines = readFileSync(join(dist, 'excel-web-16.00.debug.js'), 'utf8').split('\n');
  const start = lines.findIndex((line) => line.includes('var _typeQuery = "Query"'));
  const schema = new Map<string, ClassSchema>();
  let current: ClassSchema | undefined;
  let getter = '';
  let names: string[] = [];
  for (const line of lines.slice(start)) {
    const className = /^\s+var (\w+) = \(function \(_super\)/.exec(line)?.[1];
    if (className !== undefined) {
      current = {
        properties: new Map(),
        children: new Map(),
        methods: new Map(),
        written: new Set(),
        indexer: undefined,
        events: 0,
      };
      schema.set(className, current);
    }
    getter = /Object\.defineProperty\(\w+\.prototype, "(\w+)"/.exec(line)?.[1] ?? getter;
    if (!current) continue;
    const listed = /return \[(.*)\];/.exec(line)?.[1];
    if (listed !== undefined && getter === '_scalarPropertyOriginalNames') {
      names = [...listed.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? '');
      for (const name of names) current.properties.set(name, false);
    }
    if (listed !== undefined && getter === '_scalarPropertyUpdateable') {
      const flags = listed.split(',').map((flag) => flag.trim() === 'true');
      names.forEach((name, index) => current?.properties.set(name, flags[index] === true));
    }
    readCalls(line, current);
  }
  return schema;
}

function readCalls(line: string, current: ClassSchema): void {
  const child = /_createPropertyObject\((?:\w+\.)?(\w+), \w+, "(\w+)"/.exec(line);
  if (child) current.children.set(child[2] ?? '', child[1] ?? '');
  const called = /_invokeMethod\(\w+, "(\w+)"/.exec(line);
  if (called) current.methods.set(called[1] ?? '', '');
  const made = /_createMethodObject\((?:\w+\.)?(\w+), \w+, "(\w+)"/.exec(line);
  if (made) current.methods.set(made[2] ?? '', made[1] ?? '');
  const written = /_invokeSetProperty\(\w+, "(\w+)"/.exec(line);
  if (written) current.written.add(written[1] ?? '');
  const indexed = /_createIndexerObject\((?:\w+\.)?(\w+)/.exec(line);
  if (indexed) current.indexer = indexed[1];
  if (/new OfficeExtension\.(Generic)?EventHandlers\(/.test(line)) current.events += 1;
}

/** Minor version of the ExcelApi set of each member, "Range.getRow" → 1, as the typings document it. */
export function readRequirementSets(): Map<string, number> {
  const typings = dirname(require.resolve('@types/office-js/package.json'));
  const lines = readFileSync(join(typings, 'index.d.ts'), 'utf8').split('\n');
  const sets = new Map<string, number>();
  let className = '';
  let classSet = 0;
  let set: number | undefined;
  for (const line of lines) {
    const found = /\[Api set: ExcelApi 1\.(\d+)/.exec(line)?.[1];
    if (found !== undefined) set = Number(found);
    const named = /^ {4}(?:class|interface|namespace) (\w+)/.exec(line)?.[1];
    if (named !== undefined) {
      className = named;
      classSet = set ?? 0;
      set = undefined;
      continue;
    }
    const member = /^ {8}(?:readonly )?(\w+)\s*(?:\(|:|\?)/.exec(line)?.[1];
    if (member === undefined) continue;
    const key = `${className}.${member}`;
    const since = set ?? classSet;
    if (since > 0) sets.set(key, Math.min(since, sets.get(key) ?? since));
    set = undefined;
  }
  return sets;
}
