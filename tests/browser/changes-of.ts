import type { Change } from '../../contract/changes.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Person } from '../setup/test-server.ts';

/** Change sets of the person's property, the newest first; none where there is no property. */
export async function changesOf(client: Person['client']): Promise<readonly Change[]> {
  const { properties } = await client.call(ENDPOINTS.listProperties, {});
  const [property] = properties;
  if (!property) return [];
  const params = { propertyId: property.id };
  return (await client.call(ENDPOINTS.listChanges, { params })).changes;
}
