import type { StatementDocument } from '../../../contract/statement-document.ts';

/** What the list shows of a statement. */
export type Listed = Pick<
  StatementDocument,
  'periodStart' | 'unit' | 'tenant' | 'issueDate' | 'dueDate' | 'charge' | 'totalDue'
>;

export function listedOf(document: StatementDocument): string {
  const { periodStart, unit, tenant, issueDate, dueDate, charge, totalDue } = document;
  const listed: Listed = { periodStart, unit, tenant, issueDate, dueDate, charge, totalDue };
  return JSON.stringify(listed);
}

export function readListed(text: string): Listed {
  return JSON.parse(text) as Listed;
}
