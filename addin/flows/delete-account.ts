import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { OutputOf } from '../../contract/endpoint.ts';
import { openLink } from '../excel/open-link.ts';
import type { Connection } from './connect.ts';
import { disconnect, readConnection } from './connect.ts';
import type { Session } from './session.ts';
import { NOBODY, keepSession } from './session.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** Properties that would go with the account, because nobody else owns them. */
export type Deletion = OutputOf<typeof ENDPOINTS.accountDeletion>;

export function loadDeletion({ api }: Workspace, { signal }: FlowOptions = {}): Promise<Deletion> {
  return api.accountDeletion({}, { signal });
}

/** A file's address, good once and until then. */
export type DownloadLink = OutputOf<typeof ENDPOINTS.exportAccount>;

/** All that the account holds and owns, as a file. */
export function prepareExport(
  { api }: Workspace,
  { signal }: FlowOptions = {},
): Promise<DownloadLink> {
  return api.exportAccount({}, { signal });
}

/** In the browser: not every view of Excel can save a file. */
export function saveExport({ host }: Workspace, { url }: DownloadLink): void {
  openLink(host, url);
}

/**
 * Deletes the account and what it alone owns, as it was shown; the workbook forgets a property that is
 * gone. @throws ApiProblem `effect-changed` where more or less would go by now
 */
export async function deleteAccount(
  ws: Workspace,
  { properties }: Deletion,
  { signal }: FlowOptions = {},
): Promise<{ readonly session: Session; readonly connection: Connection }> {
  const ids = properties.map(({ id }) => id);
  await ws.api.deleteAccount({ body: { properties: ids } }, { signal });
  const session = keepSession(ws.store, NOBODY);
  const { propertyId } = await readConnection(ws);
  if (propertyId !== null && ids.includes(propertyId)) await disconnect(ws);
  return { session, connection: await readConnection(ws) };
}
