import type { Settings } from '../../contract/properties.ts';
import type { Sql } from './client.ts';

/** What a change set of kind `settings` did; an undo of it puts `before` back. */
export interface SettingsDocument {
  readonly settings: { readonly before: Settings; readonly after: Settings };
}

export interface SettingsChange {
  readonly propertyId: string;
  readonly changeSetId: string;
  readonly revision: number;
  readonly at: Date;
  readonly userId: string;
  readonly document: SettingsDocument;
}

export async function insertSettingsChange(sql: Sql, change: SettingsChange): Promise<void> {
  const { propertyId, changeSetId, revision, at, userId, document } = change;
  await sql`
    insert into change_sets
      (property_id, change_set_id, revision, at, user_id, kind, rows, money_moved, document)
    values (${propertyId}, ${changeSetId}, ${revision}, ${at.toISOString()}, ${userId},
      'settings', 0, 0, ${JSON.stringify(document)})`;
}
