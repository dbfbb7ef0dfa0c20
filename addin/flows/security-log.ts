import type { SecurityEntry } from '../../contract/security-log.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

export interface SecurityLog {
  readonly entries: readonly SecurityEntry[];
  readonly hasMore: boolean;
}

/** What happened to the account, newest first; with `known` what came before that. */
export async function loadSecurityLog(
  { api }: Workspace,
  known: SecurityLog | null,
  { signal }: FlowOptions = {},
): Promise<SecurityLog> {
  const before = known?.entries.at(-1)?.at;
  const query = before === undefined ? {} : { before };
  const { entries, hasMore } = await api.securityLog({ query }, { signal });
  return { entries: [...(known?.entries ?? []), ...entries], hasMore };
}
