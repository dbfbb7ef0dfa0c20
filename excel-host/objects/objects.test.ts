import { describe, expect, test } from 'vitest';
import { readRequirementSets, reflectSchema } from '../node/office-schema.ts';
import { HostClass, method, pascal, property } from '../wire/classes.ts';
import { allClasses } from './declared.ts';
import './index.ts';

const schema = reflectSchema();
const sets = readRequirementSets();

describe("office.js's own schema", () => {
  test('was read whole', () => {
    const classes = [...schema.values()];
    const count = (of: (one: (typeof classes)[number]) => number): number =>
      classes.reduce((sum, one) => sum + of(one), 0);
    expect(classes).toHaveLength(188);
    expect(count((one) => one.properties.size)).toBeGreaterThan(700);
    expect(count((one) => one.methods.size)).toBeGreaterThan(700);
    expect(count((one) => one.events)).toBeGreaterThan(60);
  });
});

/** Members that office.js does not have, or has as another kind than the host takes them for. */
function strangers(hostClass: Pick<HostClass<unknown>, 'name' | 'memberList'>): string[] {
  const known = schema.get(hostClass.name);
  return hostClass
    .memberList()
    .filter(({ name, kind }) => {
      const wire = name.startsWith('_') ? name : pascal(name);
      if (kind === 'property') return !known?.properties.has(wire);
      return kind === 'child' ? !known?.children.has(wire) : !known?.methods.has(wire);
    })
    .map(({ name }) => name);
}

test('a misspelt member, one of another kind and one of another class are found out', () => {
  const range = new HostClass<null>('Range');
  range.implement({
    values: property(1, () => []),
    valuse: property(1, () => []),
    format: property(1, () => null),
    getRow: method(1, () => null),
    copy: method(1, () => null),
  });
  expect(strangers(range)).toEqual(['valuse', 'format', 'copy']);
});

describe.each(allClasses.filter(({ name }) => name !== 'AddinInternalService'))(
  '$name',
  (hostClass) => {
    const known = schema.get(hostClass.name);

    test('exists in office.js, every member as the kind that the host takes it for', () => {
      expect(known).toBeDefined();
      expect(strangers(hostClass)).toEqual([]);
    });

    test('lets add-ins set only what office.js can set', () => {
      const readOnly = hostClass
        .memberList()
        .filter(
          ({ isSettable, name }) => isSettable && known?.properties.get(pascal(name)) === false,
        );
      expect(readOnly.map(({ name }) => name)).toEqual([]);
    });

    test('names the requirement set that brought each member', () => {
      const wrong = hostClass
        .memberList()
        .map(({ name, since }) => ({
          name,
          since,
          documented: sets.get(`${hostClass.name}.${name}`),
        }))
        .filter(({ since, documented }) => documented !== undefined && documented !== since);
      expect(wrong).toEqual([]);
    });

    test('has items and an indexer where office.js asks for them', () => {
      if (hostClass.hasIndexer) expect(known?.indexer).toBeDefined();
      if (known?.indexer !== undefined) expect(hostClass.isCollection).toBe(true);
    });
  },
);
