import type { Sql } from '../../db/client.ts';

/** Copies of a property's first statement, up to that number: as if a large house had been billed. */
export async function copyStatements(sql: Sql, propertyId: string, upTo: number): Promise<void> {
  await sql`
    insert into statements (property_id, number, change_set_id, unit_id, tenancy_id, kind,
      period_end, cut_off, listed, document, stated)
    select property_id, n, change_set_id, unit_id, tenancy_id, 'correction', period_end, cut_off,
      listed, jsonb_set(document::jsonb, '{number}', to_jsonb(n))::text, stated
    from statements, generate_series(
      (select max(number) + 1 from statements where property_id = ${propertyId}), ${upTo}::int
    ) as n
    where property_id = ${propertyId} and number = 1`;
}
