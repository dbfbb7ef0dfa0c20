/** What a workbook's tables and the server last agreed on. The documents are the push's own. */
import type { Sql } from './client.ts';
import { column } from './columns.ts';

export interface BaseRow {
  readonly kind: string;
  readonly source: string;
  readonly document: string;
  /** Of a file that a copy or an older one has taken the place of. */
  readonly stale: boolean;
}

export async function loadBases(
  sql: Sql,
  propertyId: string,
  workbookId: string,
  kinds: readonly string[],
): Promise<BaseRow[]> {
  return sql<BaseRow[]>`
    select kind, source, document, stale from bases
    where property_id = ${propertyId} and workbook_id = ${workbookId}
      and kind = any (${column(kinds)}::text::text[])
    order by kind, source`;
}

export async function saveBases(
  sql: Sql,
  propertyId: string,
  workbookId: string,
  rows: readonly BaseRow[],
): Promise<void> {
  // Few and large: as plain parameters nothing of them has to be escaped.
  await Promise.all(
    rows.map(
      ({ kind, source, document, stale }) => sql`
        insert into bases (property_id, workbook_id, kind, source, document, stale)
        values (${propertyId}, ${workbookId}, ${kind}, ${source}, ${document}, ${stale})
        on conflict (property_id, workbook_id, kind, source) do update set
          document = excluded.document, stale = excluded.stale`,
    ),
  );
}

/** All of the workbook's bases prove nothing any more, until a push agrees on them anew. */
export async function markBasesStale(sql: Sql, propertyId: string, workbookId: string) {
  await sql`
    update bases set stale = true
    where property_id = ${propertyId} and workbook_id = ${workbookId}`;
}
