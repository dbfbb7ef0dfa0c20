import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import type { PeriodBills, TenantBill } from './period-bills.ts';

/** One wish to issue: made before it is sent, so that sending it again issues nothing twice. */
export interface IssueInput {
  /** A UUID; the same for every try. */
  readonly issueId: string;
  /** As they were seen: bills that would say something else by now are refused. */
  readonly bills: readonly TenantBill[];
  /** Without it by the property's settings; null: no day is named. */
  readonly dueDate?: string | null;
  readonly note?: string;
}

/**
 * Numbers bills on the server, for good: all of those named, or none. The workbook is not touched; making
 * the bills again from what is given back stamps their sheets. Bills that were issued before stay as they
 * are, and where there are no others nothing is asked.
 *
 * @throws ApiProblem `effect-changed`, `not-issuable`; Unreachable, after which the same input may be sent again
 */
export async function issueBills(
  ws: Workspace,
  period: PeriodBills,
  { issueId, bills, ...rest }: IssueInput,
  options: FlowOptions = {},
): Promise<PeriodBills> {
  const drafts = bills.flatMap(({ draft, document }) =>
    draft === null || document === null
      ? []
      : [{ key: draft.key, ...(draft.digest === null ? {} : { digest: draft.digest }) }],
  );
  if (drafts.length === 0) return period;
  const { propertyId, periodEnd, issueDate, cutOff } = period;
  options.onProgress?.({ step: 'sending', total: drafts.length });
  const { statements } = await ws.api.issueStatements(
    {
      params: { propertyId },
      body: { issueId, periodEnd, issueDate, cutOff, drafts, ...rest },
    },
    { signal: options.signal },
  );
  const numbered = new Map(statements.map((document) => [accountOf(document), document]));
  return {
    ...period,
    bills: period.bills.map((bill): TenantBill => {
      const document = bill.draft && bill.document && numbered.get(accountOf(bill.document));
      return document ? { ...bill, draft: null, document, number: document.number } : bill;
    }),
  };
}

/** Whose bill it is: a draft and what was issued of it agree in this. */
function accountOf({ unit, tenant, movedIn, kind }: StatementDocument): string {
  return JSON.stringify([unit, tenant, movedIn, kind]);
}
