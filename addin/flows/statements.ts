import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { OutputOf } from '../../contract/endpoint.ts';
import type { MailState } from '../../contract/statement-sending.ts';
import { canOpenLink, openLink } from '../excel/open-link.ts';
import { placeTable } from './place-table.ts';
import type { ListedTable } from './placed-tables.ts';
import { listTables, showTable } from './placed-tables.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** A bill that was issued, as a list shows it. */
export interface IssuedBill {
  readonly number: number;
  readonly kind: 'bill' | 'correction';
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly unit: string;
  readonly tenant: string | null;
  readonly issueDate: string;
  readonly dueDate: string | null;
  readonly totalDue: string;
  /** null: it stands. */
  readonly voided: { readonly at: string; readonly reason: string } | null;
  /** The latest first. */
  readonly mails: readonly SentMail[];
}

/** The table of the workbook that lists all that were issued; null: there is none. @throws HostProblem */
export async function listOnSheet(
  ws: Workspace,
  options: FlowOptions = {},
): Promise<ListedTable | null> {
  const { tables } = await listTables(ws, options);
  return tables.find(isWholeList) ?? null;
}

function isWholeList({ placed: { kind, from, to }, found }: ListedTable): boolean {
  return kind === 'Statements' && from === null && to === null && found.state === 'standing';
}

/** Puts that list on a sheet of its own, where refreshes keep it up to date, and shows it. @throws as `placeTable` */
export async function putListOnSheet(
  ws: Workspace,
  options: FlowOptions = {},
): Promise<ListedTable | null> {
  await placeTable(ws, { kind: 'Statements', at: 'own-sheet' }, options);
  const table = await listOnSheet(ws, options);
  if (table) await showTable(ws, table);
  return table;
}

export interface SentMail {
  readonly at: string;
  readonly to: string;
  /** null once that person's account is deleted. */
  readonly by: string | null;
  readonly state: MailState;
}

/** All that were issued, with what was mailed of them; the latest first. @throws ApiProblem, Unreachable */
export async function listIssued(
  { api }: Workspace,
  propertyId: string,
  { signal }: FlowOptions = {},
): Promise<IssuedBill[]> {
  const params = { propertyId };
  const [{ columns }, mails] = await Promise.all([
    api.listStatements({ params }, { signal }),
    api.listStatementMails({ params }, { signal }),
  ]);
  const mailsOf = byNumber(mails.columns);
  return columns.number
    .map((number, i): IssuedBill => {
      const voidedAt = columns.voidedAt[i] ?? null;
      const reason = columns.voidReason[i] ?? '';
      return {
        ...{ number, kind: columns.kind[i] ?? 'bill', unit: columns.unit[i] ?? '' },
        ...{ periodStart: columns.periodStart[i] ?? '', periodEnd: columns.periodEnd[i] ?? '' },
        ...{ tenant: columns.tenant[i] ?? null, issueDate: columns.issueDate[i] ?? '' },
        ...{ dueDate: columns.dueDate[i] ?? null, totalDue: columns.totalDue[i] ?? '' },
        voided: voidedAt === null ? null : { at: voidedAt, reason },
        mails: mailsOf.get(number) ?? [],
      };
    })
    .toReversed();
}

type MailColumns = OutputOf<typeof ENDPOINTS.listStatementMails>['columns'];

function byNumber({ number, at, to, by, state }: MailColumns): ReadonlyMap<number, SentMail[]> {
  const found = new Map<number, SentMail[]>();
  for (const [i, one] of number.entries()) {
    const mail = {
      ...{ at: at[i] ?? '', to: to[i] ?? '', by: by[i] ?? null },
      state: state[i] ?? 'queued',
    };
    found.set(one, [mail, ...(found.get(one) ?? [])]);
  }
  return found;
}

/** Its number stays, and it counts for nothing any more. @throws ApiProblem `later-statement`, `archived` */
export async function voidStatement(
  { api }: Workspace,
  propertyId: string,
  { number, reason }: { readonly number: number; readonly reason: string },
  { signal }: FlowOptions = {},
): Promise<void> {
  const params = { propertyId, number: String(number) };
  await api.voidStatement({ params, body: { reason } }, { signal });
}

/** Amounts and days as the workbook writes them, and its usual paper. */
function localeOf({ host }: Workspace): string {
  return host.Office.context.contentLanguage;
}

/** A file's address, good once and for minutes. */
export type PdfLink = OutputOf<typeof ENDPOINTS.downloadStatements>;

/**
 * Bills as PDF: one as it is, several in a zip. Where the click that asked for it may still open a window
 * the file is opened at once, and null is given; else the link has to be followed by a click of its own.
 */
export async function openPdf(
  ws: Workspace,
  propertyId: string,
  numbers: readonly number[],
  { signal }: FlowOptions = {},
): Promise<PdfLink | null> {
  const link = await ws.api.downloadStatements(
    {
      params: { propertyId },
      body: { numbers: [...numbers], locale: localeOf(ws) },
    },
    { signal },
  );
  if (!canOpenLink(ws.host)) return link;
  openLink(ws.host, link.url);
  return null;
}

export function followPdf({ host }: Workspace, { url }: PdfLink): void {
  openLink(host, url);
}

/** Of the landlord's own; what is empty is as the server would write it. */
export interface LetterWords {
  readonly subject?: string;
  readonly text?: string;
}

export type MailPreview = OutputOf<typeof ENDPOINTS.previewStatementMails>['mails'][number];
export type Mailed = OutputOf<typeof ENDPOINTS.mailStatements>;

/** The mails as they would go out, without sending any. @throws ApiProblem where the words name an unknown field */
export async function previewMails(
  ws: Workspace,
  propertyId: string,
  { numbers, ...words }: LetterWords & { readonly numbers: readonly number[] },
  { signal }: FlowOptions = {},
): Promise<MailPreview[]> {
  const body = { ...words, numbers: [...numbers], locale: localeOf(ws) };
  const { mails } = await ws.api.previewStatementMails(
    { params: { propertyId }, body },
    { signal },
  );
  return mails;
}

export interface Mailing extends LetterWords {
  /** A UUID, the same for every try: each bill goes out once. */
  readonly mailingId: string;
  readonly numbers: readonly number[];
  /** Also those that were mailed before. */
  readonly again: boolean;
}

/** @throws Unreachable, after which the same mailing may be sent again */
export function mailBills(
  ws: Workspace,
  propertyId: string,
  { numbers, ...mailing }: Mailing,
  { signal }: FlowOptions = {},
): Promise<Mailed> {
  const body = { ...mailing, numbers: [...numbers], locale: localeOf(ws) };
  return ws.api.mailStatements({ params: { propertyId }, body }, { signal });
}
