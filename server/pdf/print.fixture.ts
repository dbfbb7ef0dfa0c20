import { createHash } from 'node:crypto';
import { BILL } from './document.fixture.ts';
import { statementPdf } from './statement-pdf.ts';

/** Prints a bill in a process that has printed nothing before, and tells the hash of it. */
const bytes = await statementPdf({ document: BILL, voided: null }, 'de-DE');
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
