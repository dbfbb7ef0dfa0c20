import type { Sql } from './client.ts';

/** What the server remembers of a workbook's pushes, without the last answer. */
export interface WorkbookRow {
  readonly workbookId: string;
  readonly name: string | null;
  readonly lastPushId: string;
  readonly lastPushHash: string;
  readonly settledRevision: number | null;
  readonly earlierPushIds: readonly string[];
}

export async function findWorkbook(
  sql: Sql,
  propertyId: string,
  workbookId: string,
): Promise<WorkbookRow | null> {
  const [row] = await sql<WorkbookRow[]>`
    select workbook_id as "workbookId", name, last_push_id as "lastPushId",
      last_push_hash as "lastPushHash", settled_revision as "settledRevision",
      earlier_push_ids as "earlierPushIds"
    from workbooks where property_id = ${propertyId} and workbook_id = ${workbookId}`;
  return row ?? null;
}

/** Apart from the rest, because it is large and seldom asked for. */
export async function loadLastAnswer(sql: Sql, propertyId: string, workbookId: string) {
  const [row] = await sql<{ answer: string }[]>`
    select last_answer as answer
    from workbooks where property_id = ${propertyId} and workbook_id = ${workbookId}`;
  return row?.answer ?? null;
}

export async function saveWorkbook(
  sql: Sql,
  propertyId: string,
  workbook: WorkbookRow & { readonly lastAnswer: string },
): Promise<void> {
  const { workbookId, name, lastPushId, lastPushHash, settledRevision, lastAnswer } = workbook;
  await sql`
    insert into workbooks (property_id, workbook_id, name, last_push_id, last_push_hash,
      settled_revision, earlier_push_ids, last_answer)
    values (${propertyId}, ${workbookId}, ${name}, ${lastPushId}, ${lastPushHash},
      ${settledRevision}, ${`{${workbook.earlierPushIds.join(',')}}`}::text::uuid[], ${lastAnswer})
    on conflict (property_id, workbook_id) do update set
      name = coalesce(excluded.name, workbooks.name), last_push_id = excluded.last_push_id,
      last_push_hash = excluded.last_push_hash, settled_revision = excluded.settled_revision,
      earlier_push_ids = excluded.earlier_push_ids, last_answer = excluded.last_answer`;
}
