import type { FlowOptions, Workspace } from './workspace.ts';

/** What a person can show: the password or, where a second step is on, a code of it. */
export type Shown = { readonly password: string } | { readonly code: string };

/** Shows it; whatever waited goes on. @throws ApiProblem `wrong-credentials`, `wrong-code`, `too-many-requests` */
export async function stepUp(
  { api, proof }: Workspace,
  shown: Shown,
  { signal }: FlowOptions = {},
): Promise<void> {
  await api.stepUp({ body: shown }, { signal });
  proof.give();
}
