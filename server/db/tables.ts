import type { Sql } from './client.ts';

export interface Table {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Every table of ours, those referred to before those that refer to them. */
export async function tablesInOrder(sql: Sql): Promise<Table[]> {
  const tables = await sql<{ table: string; columns: string[]; refers: string[] }[]>`
    select
      c.relname as table,
      array(
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      ) as columns,
      array(
        select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid
      ) as refers
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by c.relname`;
  const ordered: Table[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const next = tables.filter(
      ({ table, refers }) => !placed.has(table) && refers.every((other) => placed.has(other)),
    );
    if (next.length === 0) throw new Error('tables refer to one another in a circle');
    for (const { table, columns } of next) {
      placed.add(table);
      ordered.push({ table, columns });
    }
  }
  return ordered;
}
