import type { BodyOf } from '../../contract/endpoint.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Property } from '../../contract/properties.ts';
import type { Connection } from './connect.ts';
import { disconnect, readConnection } from './connect.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** The properties that the user is a member of, archived ones last. */
export async function listProperties(
  { api }: Workspace,
  { signal }: FlowOptions = {},
): Promise<Property[]> {
  return (await api.listProperties({}, { signal })).properties;
}

/** @throws ApiProblem */
export function createProperty(
  { api }: Workspace,
  input: { readonly name: string; readonly currency: string },
  { signal }: FlowOptions = {},
): Promise<Property> {
  return api.createProperty({ body: { ...input } }, { signal });
}

export type PropertyChange = BodyOf<typeof ENDPOINTS.changeProperty>;

export interface ChangedProperty {
  readonly property: Property;
  /** Units and tenants whose charges or balances moved; null where no setting was changed. */
  readonly moneyMoved: number | null;
}

/** Renames, changes settings, archives or restores; settings can be undone. @throws ApiProblem */
export async function changeProperty(
  { api }: Workspace,
  propertyId: string,
  change: PropertyChange,
  { signal }: FlowOptions = {},
): Promise<ChangedProperty> {
  const params = { propertyId };
  const property = await api.changeProperty({ params, body: change }, { signal });
  if (change.settings === undefined) return { property, moneyMoved: null };
  const { changes } = await api.listChanges({ params, query: { limit: '10' } }, { signal });
  const own = changes.find(({ revision }) => revision === property.revision);
  return { property, moneyMoved: own?.kind === 'settings' ? own.moneyMoved : null };
}

/**
 * Deletes an archived property with all that it holds, and disconnects the workbook from it.
 *
 * @throws ApiProblem `not-archived`, HostProblem
 */
export async function deleteProperty(
  ws: Workspace,
  propertyId: string,
  options: FlowOptions = {},
): Promise<Connection> {
  await ws.api.deleteProperty({ params: { propertyId } }, { signal: options.signal });
  await disconnect(ws, options);
  return readConnection(ws, options);
}
