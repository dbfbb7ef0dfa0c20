import { expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { GLOBAL_TABLES } from './schema.ts';
import { tablesInOrder } from './tables.ts';

const { sql } = await testDatabase();

const isGlobal = (table: string) => table in GLOBAL_TABLES;

interface Constraint {
  readonly table: string;
  /** p: primary key, u: unique, f: foreign key. */
  readonly type: string;
  readonly columns: readonly string[];
  readonly target: string | null;
  readonly targetColumns: readonly string[];
}

const constraints = await sql<Constraint[]>`
  with names as (
    select a.attrelid, a.attnum, a.attname::text from pg_attribute a where a.attnum > 0
  )
  select
    t.relname::text as table,
    c.contype::text as type,
    array(
      select attname from unnest(c.conkey) with ordinality k (attnum, at)
      join names on names.attrelid = c.conrelid and names.attnum = k.attnum order by at
    ) as columns,
    f.relname::text as target,
    array(
      select attname from unnest(c.confkey) with ordinality k (attnum, at)
      join names on names.attrelid = c.confrelid and names.attnum = k.attnum order by at
    ) as "targetColumns"
  from pg_constraint c
  join pg_class t on t.oid = c.conrelid
  left join pg_class f on f.oid = c.confrelid
  where t.relnamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f')`;

const ofProperties = (type: string) =>
  constraints.filter((one) => one.type === type && !isGlobal(one.table));

test('every table belongs to a property by its primary key, or is listed with a reason', async () => {
  const tables = (await tablesInOrder(sql)).map(({ table }) => table);
  const byProperty = ofProperties('p').filter(({ columns }) => columns[0] === 'property_id');
  const listed = [...byProperty.map(({ table }) => table), ...Object.keys(GLOBAL_TABLES)];
  expect(listed.toSorted()).toEqual(tables.toSorted());
});

test('what is unique is unique within a property', async () => {
  const indexes = await sql<{ table: string; name: string; first: string }[]>`
    select t.relname::text as table, x.relname::text as name, pg_get_indexdef(x.oid, 1, false) as first
    from pg_index i
    join pg_class x on x.oid = i.indexrelid
    join pg_class t on t.oid = i.indrelid
    where t.relnamespace = 'public'::regnamespace and i.indisunique`;
  const others = indexes.filter(({ table, first }) => !isGlobal(table) && first !== 'property_id');
  expect(others.map(({ name }) => name)).toEqual([]);
  expect(indexes.length).toBeGreaterThan(10);
});

test('a property refers to no other property, and to no global table but users', () => {
  const foreign = ofProperties('f');
  const allowed = foreign.filter(
    ({ columns, target, targetColumns }) =>
      target === 'users' || (columns[0] === 'property_id' && targetColumns[0] === 'property_id'),
  );
  expect(allowed).toEqual(foreign);
  expect(foreign.length).toBeGreaterThan(5);
});
