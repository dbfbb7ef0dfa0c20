/** What a database holds, as a digest of each table: to show that nothing was changed. */
import type { Sql } from '../../server/db/client.ts';
import { tablesInOrder } from '../../server/db/tables.ts';

export interface Exempt {
  readonly table: string;
  /** Rows that may come and go, as a condition of SQL; all of them without columns and rows. */
  readonly rows?: string;
  /** Columns that may change. */
  readonly columns?: readonly string[];
}

/** @returns a function, so that the catalogue is read once */
export async function digestOf(
  sql: Sql,
  exempt: readonly Exempt[] = [],
): Promise<() => Promise<Record<string, string>>> {
  const tables = (await tablesInOrder(sql)).map(({ table }) => table);
  const of = (table: string) => {
    const { rows, columns = [] } = exempt.find((one) => one.table === table) ?? {};
    const row = columns.reduce((left, name) => `${left} - '${name}'`, 'to_jsonb(t)');
    return `select '${table}' as name, md5(coalesce(string_agg(row, ',' order by row), '')) as digest
      from (select (${row})::text as row from ${table} t where not (${rows ?? 'false'})) as rows`;
  };
  const isCounted = (table: string) =>
    !exempt.some((one) => one.table === table && one.rows === undefined && !one.columns);
  const query = tables.filter(isCounted).map(of).join(' union all ');
  return async () => {
    const found = await sql.unsafe<{ name: string; digest: string }[]>(query);
    return Object.fromEntries(found.map(({ name, digest }) => [name, digest]));
  };
}
