/** A statement as it goes with a mail: made when that leaves, from what was issued. */
import type { Database } from '../../db/client.ts';
import type { Enclosure } from '../../mail/outbox.ts';
import type { Attachment } from '../../mail/transport.ts';
import { statementPdf } from '../../pdf/statement-pdf.ts';
import { PDF_TYPE, findStatement, pdfName } from './statement-files.ts';

/** null: it was voided meanwhile, or is gone with its property. */
export async function attachmentOf(
  { sql }: Pick<Database, 'sql'>,
  { propertyId, number, locale }: Enclosure,
): Promise<Attachment | null> {
  const statement = await findStatement(sql, propertyId, number);
  if (statement === null || statement.voided !== null) return null;
  const bytes = await statementPdf(statement, locale ?? undefined);
  return { fileName: pdfName(statement.document), type: PDF_TYPE, bytes };
}
