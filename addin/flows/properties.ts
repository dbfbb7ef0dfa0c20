import type { Property } from '../../contract/properties.ts';
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
