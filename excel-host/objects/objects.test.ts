import { describe, expect, test } from 'vitest';
import { readRequirementSets, reflectSchema } from '../node/office-schema.ts';
import { pascal } from '../wire/classes.ts';
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

describe.each(allClasses.filter(({ name }) => name !== 'AddinInternalService'))(
  '$name',
  (hostClass) => {
    const known = schema.get(hostClass.name);

    test('exists in office.js, every member as the kind that the host takes it for', () => {
      expect(known).toBeDefined();
      const strangers = hostClass.memberList().filter(({ name, kind }) => {
        const wire = name.startsWith('_') ? name : pascal(name);
        if (kind === 'property') return !known?.properties.has(wire);
        return kind === 'child' ? !known?.children.has(wire) : !known?.methods.has(wire);
      });
      expect(strangers.map(({ name }) => name)).toEqual([]);
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
