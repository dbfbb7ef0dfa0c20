/** Statements as files: one as it is, several in a zip that is made while it is sent. */
import { setImmediate } from 'node:timers/promises';
import { Zip, ZipPassThrough } from 'fflate';
import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { Statement } from '../../../contract/statements.ts';
import type { Sql } from '../../db/client.ts';
import { loadDocuments } from '../../db/statements.ts';
import { statementPdf } from '../../pdf/statement-pdf.ts';
import { safeName } from '../file-names.ts';
import { StreamedFile } from '../streamed-file.ts';
import { noSuchStatement, statementOf } from './list.ts';

export const PDF_TYPE = 'application/pdf';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Chosen {
  readonly propertyId: string;
  readonly numbers: readonly number[];
  readonly locale: string | undefined;
}

export async function findStatement(
  sql: Sql,
  propertyId: string,
  number: number,
): Promise<Statement | null> {
  const [row] = await loadDocuments(sql, propertyId, [number]);
  return row === undefined ? null : statementOf(row);
}

/** "Bill 12 Apt 1 Ann.pdf" */
export function pdfName({ kind, number, unit, tenant }: StatementDocument): string {
  const what = kind === 'bill' ? 'Bill' : 'Correction';
  return `${safeName(`${what} ${number ?? ''} ${unit} ${tenant ?? ''}`, what)}.pdf`;
}

export async function statementFile(sql: Sql, { propertyId, numbers, locale }: Chosen) {
  const statement = await findStatement(sql, propertyId, numbers[0] ?? 0);
  if (statement === null) throw noSuchStatement();
  const bytes = await statementPdf(statement, locale);
  return new File([bytes], pdfName(statement.document), { type: PDF_TYPE });
}

/** So many documents are in memory at once. */
const BATCH = 25;

export function statementsZip(sql: Sql, chosen: Chosen, property: string): File {
  const name = `${safeName(`Bills ${property}`, 'Bills')}.zip`;
  return new StreamedFile(zipped(pdfs(sql, chosen)), name, 'application/zip');
}

interface Entry {
  readonly name: string;
  readonly bytes: Bytes;
  readonly date: string;
}

/** Statements never change, so it does not matter when each is read. */
async function* pdfs(sql: Sql, { propertyId, numbers, locale }: Chosen): AsyncGenerator<Entry> {
  for (let first = 0; first < numbers.length; first += BATCH) {
    const batch = numbers.slice(first, first + BATCH);
    // oxlint-disable no-await-in-loop -- one after the other, as fast as they are fetched
    for (const row of await loadDocuments(sql, propertyId, batch)) {
      const statement = statementOf(row);
      const { document } = statement;
      const bytes = await statementPdf(statement, locale);
      yield { name: pdfName(document), bytes, date: document.issueDate };
      // Others get their turn between two.
      await setImmediate();
    }
    // oxlint-enable no-await-in-loop
  }
}

/** PDFs are compressed already: they are only put together. */
async function* zipped(entries: AsyncIterable<Entry>): AsyncGenerator<Bytes> {
  const ready: Bytes[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  for await (const { name, bytes, date } of entries) {
    const file = new ZipPassThrough(name);
    file.mtime = zipTime(date);
    zip.add(file);
    file.push(bytes, true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}

/** A zip tells local time, from 1980 on. */
function zipTime(iso: string): Date {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return new Date(Math.min(Math.max(year, 1980), 2099), month - 1, day);
}
