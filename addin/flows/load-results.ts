import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { OutputOf, QueryOf } from '../../contract/endpoint.ts';
import type { Property } from '../../contract/properties.ts';
import { readState } from '../excel/workbook-state.ts';
import { FlowProblem } from './words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading } from './workspace.ts';

export type Allocation = OutputOf<typeof ENDPOINTS.allocation>;
export type Reconciliation = OutputOf<typeof ENDPOINTS.reconciliation>;
/** Periods whose end lies within, both days included; without it all of them. */
export type PeriodRange = QueryOf<typeof ENDPOINTS.allocation>;

/** Results as the server has them, for showing; refresh writes them into the workbook. */
export interface Results {
  readonly property: Property;
  readonly allocation: Allocation;
  readonly reconciliation: Reconciliation;
}

/** @throws FlowProblem `not-connected`, ApiProblem, Unreachable */
export async function loadResults(
  { host, api }: Workspace,
  query: PeriodRange = {},
  options: FlowOptions = {},
): Promise<Results> {
  const { signal, onProgress } = options;
  const { propertyId } = await readState(host, whileReading(options));
  if (propertyId === null) throw new FlowProblem({ code: 'not-connected' });
  const params = { propertyId };
  onProgress?.({ step: 'asking' });
  const [property, allocation, reconciliation] = await Promise.all([
    api.getProperty({ params }, { signal }),
    api.allocation({ params, query }, { signal }),
    api.reconciliation({ params, query }, { signal }),
  ]);
  return { property, allocation, reconciliation };
}
