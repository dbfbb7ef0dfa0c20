import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { StatementDraft } from '../../../contract/statements.ts';

/** What a tenant is to be billed for a period: as it was issued, else as it would be. */
export interface TenantBill extends Pick<StatementDraft, 'unit' | 'tenant' | 'email' | 'missing'> {
  /** Names the account when statements are issued; null where one was issued already. */
  readonly draft: { readonly key: string; readonly digest: string | null } | null;
  /** null: there can be none yet, see `reason`. */
  readonly document: StatementDocument | null;
  readonly reason: StatementDraft['reason'];
}

export interface PeriodBills {
  readonly propertyId: string;
  readonly periodEnd: string;
  readonly issueDate: string;
  readonly cutOff: string;
  /** Of all that can be issued. */
  readonly digest: string;
  readonly bills: readonly TenantBill[];
}
