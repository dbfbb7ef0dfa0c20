/** The letter that a statement is attached to, in the user's words or in ours. */
import { LETTER_FIELDS, type LetterField } from '../../../contract/statement-sending.ts';
import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { MemberRow } from '../../db/members.ts';
import { ownWords, quoted } from '../../mail/letter.ts';
import type { Letter } from '../../mail/transport.ts';
import { writingFor } from '../../pdf/writing.ts';
import { AppError } from '../app-error.ts';

export interface Words {
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly locale?: string | undefined;
}

type Fields = Readonly<Record<LetterField, string>>;

const FIELD = /\{\{([^{}]*)\}\}/g;
const FIELD_NAMES = new Map<string, LetterField>(
  LETTER_FIELDS.map((name) => [name.toLowerCase(), name]),
);

const SUBJECT = 'Electricity bill No. {{number}}, {{unit}}, {{period}}';
const CORRECTION_SUBJECT = 'Correction No. {{number}} of your electricity bills, {{unit}}';

/**
 * @param by who sends it: answers go to them, unless the bill names an address for questions
 * @throws AppError where the words name a field that there is none of
 */
export function coveringLetter(
  document: StatementDocument,
  to: string,
  words: Words,
  by: Pick<MemberRow, 'name' | 'email'>,
): Letter {
  const fields = fieldsOf(document, words.locale);
  const from = issuerOf(document);
  const subject = filled(orElse(words.subject, subjectOf(document)), fields);
  const text = filled(orElse(words.text, ourWords(document, from)), fields);
  const below = `${quoted(by.name)} (${by.email}) sends you this with PowerTrackr. The bill is attached as a PDF.`;
  const replyTo = addressIn(document.contact) ?? by.email;
  return ownWords({ to, fromName: quoted(from), replyTo }, oneLine(subject), text, below);
}

function orElse(words: string | undefined, ours: string): string {
  return words === undefined || words.trim() === '' ? ours : words;
}

function subjectOf({ kind }: StatementDocument): string {
  return kind === 'bill' ? SUBJECT : CORRECTION_SUBJECT;
}

function ourWords({ kind, tenant, dueDate, totalDue }: StatementDocument, from: string): string {
  const isOwed = !/^(-|[0.]+$)/.test(totalDue);
  const what = kind === 'bill' ? 'electricity bill' : 'correction of your electricity bills';
  return [
    tenant === null ? 'Hello,' : 'Hello {{tenant}},',
    `attached you find your ${what}, No. {{number}}, for {{unit}}, {{period}}.`,
    'Total due: {{totalDue}}',
    ...(isOwed && dueDate !== null ? ['Please pay by {{dueDate}}.'] : []),
    ...(isOwed ? [] : ['There is nothing to pay.']),
    // Braces there name no field.
    from.replaceAll(/[{}]/g, ''),
  ].join('\n\n');
}

function fieldsOf(document: StatementDocument, locale: string | undefined): Fields {
  const { unit, property, number, totalDue, dueDate, periodStart, periodEnd } = document;
  const { day, money } = writingFor(locale, document.currency);
  return {
    ...{ tenant: document.tenant ?? '', unit, property, number: String(number ?? '') },
    period: plain(`${day(periodStart)} – ${day(periodEnd)}`),
    totalDue: plain(money(totalDue)),
    dueDate: dueDate === null ? '' : plain(day(dueDate)),
  };
}

/** Spaces that do not break are for paper. */
function plain(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ');
}

function filled(words: string, fields: Fields): string {
  return words.replaceAll(FIELD, (_, typed: string) => {
    const name = FIELD_NAMES.get(typed.replaceAll(/\s/g, '').toLowerCase());
    if (name !== undefined) return fields[name];
    const known = LETTER_FIELDS.map((one) => `{{${one}}}`).join(', ');
    throw new AppError(
      'bad-request',
      `There is no field {{${typed.trim().slice(0, 40)}}}. There are ${known}.`,
    );
  });
}

function issuerOf({ issuer, property }: StatementDocument): string {
  return issuer.trim().split('\n')[0] || property;
}

function addressIn(text: string): string | null {
  return /[^\s<>()[\],;:"]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u.exec(text)?.[0] ?? null;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
