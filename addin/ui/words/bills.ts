/** Words of bills: fetched with their view. */
import type { LineGroup } from '../../flows/bills/fields.ts';
import type { BillHere } from '../../flows/bills/open-bills.ts';
import { many } from './many.ts';

const bills = (count: string) => many(count, 'bill', 'bills');

export const billsWords = {
  title: 'Bills',
  noPeriod: 'No bills yet',
  noPeriodHow: 'Bills need a utility bill, and readings at both of its ends. Send them first.',
  review: 'Review what would be sent',
  noTemplate: 'A bill for each tenant, on a sheet of its own',
  noTemplateHow:
    'Bills are copies of a template: a sheet with your letterhead, in which fields such as {{tenant}} and {{totalDue}} are filled in. Take a sample and change it as you like, or turn a sheet of your own into a template.',
  sample: 'Give me a sample template',
  own: 'Use a sheet of my own',
  sampleMade: (sheet: string) =>
    `“${sheet}” is in the workbook. Change it as you like; bills are made from it.`,
  period: 'Billing period',
  template: 'Template',
  edit: 'Change',
  editTemplate: 'Change the template',
  hasMistakes: (sheet: string, count: string) =>
    `“${sheet}” has ${many(count, 'mistake', 'mistakes')}. Bills can be made once there is none.`,
  mend: 'See what is wrong',
  tenants: 'Tenants',
  all: (count: string) => `All (${count})`,
  owing: 'Only who owes',
  unnamed: 'no name',
  preview: (whose: string) => `Preview: ${whose}`,
  showSheet: (state: string, sheet: string) => `${state}: show ${sheet}`,
  credit: (amount: string) => `${amount} credit`,
  none: 'No tenant can be billed for this period yet.',
  waiting: (count: string) => `No bill yet (${count})`,
  sum: (count: string, amount: string) => `${bills(count)}, ${amount} in all`,
  make: (count: string) => `Make ${bills(count)}`,
  where: {
    label: 'Make them',
    here: 'In this workbook, a sheet each',
    apart: 'In a new workbook',
    lacking: (set: string) =>
      `Not in a new workbook: this Excel lacks “${set}”. Excel on the web, for Windows and for Mac has it.`,
  },
  makeHow: {
    here: 'Drafts first, each a new sheet. Excel cannot undo anything from before new sheets came.',
    apart:
      'Drafts first, in a new workbook with nothing else in it. Excel cannot undo anything in this one from before that.',
  },
  undoEnds: 'Excel cannot undo anything from before new sheets came.',
  makeAgain: 'Fill them in again',
  putApart: 'Put them in a new workbook',
  putApartAgain: 'Put them in another new workbook',
  issue: (count: string) => `Issue ${bills(count)} …`,
  issueAtOnce: 'Issue them at once …',
  mail: (count: string) => `Mail ${bills(count)} …`,
  pdf: (count: string) => (count === '1' ? 'Save as PDF' : `Save ${count} PDFs`),
  viewer: 'You may look and save PDFs. Editors and owners of the property issue and mail bills.',
  issuedBefore: 'Bills that were issued',
  backToBills: 'Back to the bills',

  details: {
    title: 'On every bill',
    door: 'Your name and how to pay',
    missing: 'Bills do not say yet who issues them and how to pay.',
    add: 'Add it',
    how: 'Templates say it where you put {{issuer}}, {{contact}}, {{paymentDetails}} and {{note}}; the PDF says it always.',
    issuer: 'Who issues the bills',
    contact: 'Whom to ask',
    paymentDetails: 'How to pay',
    note: 'Note',
    examples: {
      issuer: 'Elm Street Lettings, 12 Elm Street',
      contact: 'bills@elmstreet.example, 555 0100',
      paymentDetails: 'Bank transfer to …',
      note: '',
    },
    dueDays: 'Days to pay',
    dueDaysHow: 'From the date of the bill; empty where no day is named.',
    dueDaysWrong: 'Enter a number of days up to 365, or nothing.',
    save: 'Save',
    saved: 'Saved: the next bills say it.',
  },

  progress: {
    making: (done: string, total: string) => `Making bills: ${done} of ${total}`,
    issuing: (total: string) => `Numbering ${bills(total)} …`,
    mailing: 'Handing the mails over …',
  },

  askMake: {
    title: 'Before they are made',
  },
  edited: 'You typed where bills are filled in',
  editedIn: (sheet: string, cells: string) => `${sheet}: ${cells}`,
  keep: 'Keep what I typed',
  overwrite: 'Fill in those cells again',
  replaced: (count: string) =>
    `${count === '1' ? 'One sheet' : `${count} sheets`} would be made anew`,
  replacedHow:
    'The template changed since, or rows of the bill are gone. What you typed on these sheets goes with them.',
  replace: 'Make them anew',

  askIssue: {
    title: (count: string) => `Issue ${bills(count)}`,
    what: (count: string) =>
      count === '1'
        ? 'The bill gets the next number and is kept on the server as it is now, for good. Its sheet is stamped with the number.'
        : 'Each bill gets the next number and is kept on the server as it is now, for good. Their sheets are stamped with the numbers.',
    after:
      'Later corrections go onto the next bill. A wrong bill can be voided; its number stays used.',
    dated: (day: string) => `Dated ${day}`,
    due: 'To be paid by',
    dueHow: 'Empty where no day is named.',
    note: 'Note on these bills',
    sum: (amount: string) => `Total ${amount}`,
    confirm: (count: string) => `Issue ${bills(count)}`,
    look: 'Look at them again',
    kept: 'Nothing was issued.',
    maybe:
      'They may have been issued all the same. Issuing again is harmless: nothing is numbered twice.',
  },

  done: {
    made: (count: string) => `${bills(count)} made`,
    issued: (count: string, first: string, last: string) =>
      count === '1' ? `Bill no. ${first} is issued` : `Bills no. ${first} to ${last} are issued`,
    stopped: (count: string) => `Stopped: ${bills(count)} made`,
    left: (count: string) => `${bills(count)} left as they were: see above`,
    whole: 'What was made until then is whole.',
    apart: (count: string) => `${many(count, 'bill is', 'bills are')} in a new workbook`,
    saveIt: 'Excel has opened the new workbook; it is kept once you save it.',
    here: 'The bills are whole, on sheets of this workbook.',
    alsoHere:
      'The new workbook is whole; its sheets stand in this workbook too, and can be deleted.',
    unstamped: 'Their numbers stand, but their sheets do not show them yet: see above.',
    numbered:
      'The bills are issued all the same, and kept on the server. Put this right, then make them again: that stamps their sheets.',
    cut: (sheet: string) => `${sheet}: a header or footer was too long for Excel and was cut.`,
    nothing: 'No bill was changed',
  },

  state: {
    waiting: '',
    unmade: 'no sheet in this workbook yet',
    draft: 'draft',
    issued: '',
  } satisfies Record<BillHere['state'], string>,
  number: (number: string) => `no. ${number}`,
  apart: (state: string) => `${state}, in a new workbook`,
  oldSheet: 'its sheet is not up to date',
  oldNumber: (number: string) => `no. ${number}, its sheet is not up to date`,
  noSheet: (number: string) => `no. ${number}, no sheet in this workbook`,

  previewing: {
    title: 'Preview',
    sheet: (name: string) => `Sheet ${name}`,
    formula: 'Excel works this out',
    whose: 'Whose bill',
  },

  templates: {
    title: 'Template',
    which: 'Sheet',
    show: 'Show the sheet',
    fields: (count: string) => `${many(count, 'field', 'fields')} in it, all of them known.`,
    mistakes: 'To be put right',
    mistakesHow: 'Click one to go to its cell. When it is done, look again.',
    look: 'Look again',
    otherHeaders:
      'The first page, or even pages, have headers of their own: fields in them are not filled in.',
    palette: 'Put a field into the selected cell',
    paletteHow:
      'Select a cell in your sheet, then click a field. Fields may stand alone or within a sentence, and in the header and footer of the page too.',
    put: (field: string, cell: string, sheet: string) => `${field} is in ${cell} on “${sheet}”.`,
    rows: 'A row that begins with {{if note}} is left out where there is no note.',
    another: 'Add a sample template',
    ownHow:
      'Select the sheet that is to be the bill, or make a new one: your letterhead, texts and lines, as the bill is to look. Then put fields in where names and figures belong.',
  },
  groups: {
    meter: 'For each sub-meter',
    payment: 'For each payment',
    adjustment: 'For each adjustment',
    correction: 'For each correction',
    settlement: 'For each open item',
  } satisfies Record<LineGroup, string>,
  groupHow: 'Its row repeats as often as it takes.',

  issued: {
    title: 'Issued bills',
    empty: 'No bill was issued yet',
    emptyHow:
      'Issued bills stay here for good: their PDFs, whom they were mailed to, and which were voided.',
    putOnSheet: 'Put this list on a sheet',
    showSheet: (sheet: string) => `Show it on “${sheet}”`,
    onSheet: (sheet: string) =>
      `The list is on “${sheet}” too. Refreshing the results keeps it up to date.`,
    correction: 'correction',
    void: 'void',
    mailed: 'mailed',
    dated: (day: string) => `Dated ${day}`,
    due: (day: string) => `due ${day}`,
    voided: (day: string, reason: string) => `Voided on ${day}: ${reason}`,
    mailLine: (to: string, when: string, by: string | null) =>
      `${to}, ${when}${by === null ? '' : `, by ${by}`}`,
    mailState: {
      queued: 'on its way',
      sent: 'sent',
      failed: 'could not be delivered',
      withdrawn: 'stopped, since the bill was voided',
    },
    noMail: 'Not mailed.',
    pdf: 'PDF',
    pdfOf: (number: string) => `PDF of no. ${number}`,
    pdfs: (count: string, period: string) => `Save ${count} PDFs of ${period}`,
    mails: (count: string, period: string) => `Mail ${count} bills of ${period}`,
    mailThem: (count: string) => `Mail ${count} …`,
    mail: 'Mail …',
    mailOf: (number: string) => `Mail no. ${number}`,
    voidIt: 'Void …',
    voidOf: (number: string) => `Void no. ${number}`,
    voidHow:
      'It counts for nothing any more, and its number stays used. The next bill tells all anew. This cannot be taken back.',
    reason: 'Why',
    reasonNeeded: 'Say why, for whoever asks later.',
    reasonPlaceholder: 'Wrong reading in February',
    confirm: (number: string) => `Void no. ${number}`,
    keep: 'Keep it',
    done: (number: string) => `No. ${number} is void.`,
  },

  save: {
    ready: 'The file is ready.',
    open: 'Save the file',
    opened: 'The file opens in your browser.',
  },

  mails: {
    title: 'Mail to tenants',
    to: (count: string) => `To ${many(count, 'tenant', 'tenants')}`,
    not: (count: string) => `Not mailed (${count})`,
    before: (count: string) => `Mailed already (${count})`,
    reason: {
      noAddress: 'no e-mail address: add it to the tenants in your ledger, and send it',
      voided: 'void',
    },
    again: 'Mail those again',
    letter: 'The letter',
    letterTo: 'Shown for',
    subject: 'Subject',
    text: 'Text',
    attached: (file: string) => `Attached: ${file}`,
    change: 'Write it in other words',
    changeHow:
      'Fields in double braces are filled in: {{tenant}}, {{unit}}, {{period}}, {{number}}, {{totalDue}}, {{dueDate}}.',
    show: 'Show it',
    send: (count: string) => `Send ${many(count, 'mail', 'mails')}`,
    nobody: 'Nobody is left to be mailed.',
    sent: (count: string) => `${many(count, 'mail is', 'mails are')} on the way.`,
    kept: 'No mail was sent.',
    maybe:
      'They may be on their way all the same. Sending again is harmless: no bill goes out twice.',
  },
} as const;

/** "meter.closingDate" → "closing date": as people say it. */
export function fieldLabel(name: string): string {
  const own = name.split('.').at(-1) ?? name;
  const spaced = own
    .replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace('kwh', 'kWh');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
