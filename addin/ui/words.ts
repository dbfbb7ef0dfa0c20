/**
 * All words of the pane in one table, parts of it in `words/`: English, in the glossary's terms.
 * Sentences about how a workbook is read come from the flows (`flows/words.ts`), those about rows from
 * the server.
 */
import type { Flag } from '../../contract/allocation.ts';
import type { Kind } from '../../contract/kinds.ts';
import type { Action } from '../../contract/problem.ts';
import type { Outcome } from '../../contract/push.ts';
import { accountWords } from './words/account.ts';
import { historyWords } from './words/history.ts';
import { many } from './words/many.ts';
import { propertySettingsWords } from './words/property-settings.ts';

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  units: 'Units',
  tenancies: 'Tenants',
  bills: 'Utility bills',
  readings: 'Readings',
  payments: 'Payments',
  adjustments: 'Adjustments',
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  unit: 'unit',
  subMeter: 'sub-meter',
  multiplier: 'multiplier',
  digits: 'digits of the dial',
  note: 'note',
  tenant: 'tenant',
  email: 'e-mail address',
  movedIn: 'moved in',
  movedOut: 'moved out',
  periodStart: 'first day of the period',
  periodEnd: 'last day of the period',
  totalKwh: 'total kWh',
  amount: 'amount',
  notPassedOn: 'part not passed on',
  number: 'bill number',
  dueDate: 'due date',
  date: 'date',
  kwh: 'reading, kWh',
  usageKwh: 'usage, kWh',
  previousDate: 'date of the previous reading',
  previousKwh: 'previous reading, kWh',
  kind: 'kind of reading',
  period: 'period',
  toUtility: 'paid to the utility',
  reference: 'reference',
  reason: 'reason',
};

export function fieldWord(field: string): string {
  return FIELD_WORDS[field] ?? field;
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  new: 'new',
  changed: 'changed',
  unchanged: 'same',
  newerOnServer: 'newer on the server',
  conflict: 'changed on both sides',
  problem: 'waiting',
  removed: 'removed',
};

export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  takeSheet: 'Keep mine',
  takeServer: 'Take the server’s',
  delete: 'Delete',
  bringBack: 'Bring back',
  keep: 'Keep on the server',
  createUnit: 'Create it',
  useUnit: 'That is meant',
  sameRow: 'The same',
  differentRow: 'Another one',
  rolledOver: 'Dial rolled over',
  replaced: 'New meter',
  ranBackwards: 'Ran backwards',
  typingError: 'Typing error',
};

/** The server's side of a difference goes into the sheet at once, and says so. */
export function actionWord(action: Action, topic: string): string {
  const intoSheet = topic === 'newer' || topic === 'conflict';
  return action === 'takeServer' && intoSheet ? words.review.takeIntoSheet : ACTION_WORDS[action];
}

/** null: nothing to be said. */
export const FLAG_WORDS: Readonly<Record<Flag, string | null>> = {
  estimated: 'estimated between two readings',
  missing: 'a reading is missing: no charge yet',
  inQuestion: 'a reading is in question: no charge yet',
  gap: 'the previous reading in the row differs from the known dial',
  retired: 'the meter was taken out',
  overMetered:
    'the sub-meters show more than the bill: shared so that nothing above the bill is collected',
  unallocatable: 'the bill has no kWh to share by',
  startDefaulted: 'begins where the bill before ended',
  longerThanUsual: 'longer than usual: a bill may be missing',
  overlaps: 'shares days with another bill: nothing is passed on until that is settled',
  startAfterEnd: 'begins after its end: nothing is passed on until that is settled',
  waiting: 'waits until the dates of its bill are settled',
  baseline: 'only the day where counting begins',
  noBaseline: 'begins before the first reading',
  given: 'usage as the ledger gives it',
  partOfPeriod: 'for a part of the period',
  unbilled: 'has days that no bill covers',
  vacant: 'vacant: the owner’s',
  predecessorOwes: 'the tenant before still owes',
};

export const words = {
  name: 'PowerTrackr',
  views: 'Views',
  home: 'Home',
  data: 'Data',
  results: 'Results',
  bills: 'Bills',
  history: 'History',
  settings: 'Settings',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  tryAgain: 'Try again',
  reload: 'Reload the pane',
  showMore: (count: string) => `Show ${count} more`,
  loading: 'One moment …',
  outside: 'This page belongs into Excel',
  outsideHow: 'Open it from the Home tab of Excel, or try it in the browser without Excel.',
  tryWithout: 'Try it without Excel',

  progress: {
    starting: 'Looking at the workbook …',
    reading: (done: string, total: string) => `Reading rows: ${done} of ${total}`,
    sending: (total: string) => `Checking ${many(total, 'row', 'rows')} with the server …`,
    asking: 'Asking the server …',
    writing: (done: string, total: string) => `Writing rows: ${done} of ${total}`,
    opening: 'Opening a new workbook …',
    'waiting-for-cell': 'A cell is being edited: press Enter in the sheet, and it goes on.',
  },

  failure: {
    stopped: 'Stopped.',
    network: 'The server could not be reached.',
    stranger: 'Something other than the PowerTrackr server answered, or another version of it.',
    nowhere: 'That did not work, and the fault is ours.',
    reload: 'Reload the pane and try again.',
    retryIn: (seconds: string) => `Wait ${many(seconds, 'second', 'seconds')}, then try again.`,
    reference: (id: string) => `If it happens again, tell us this reference: ${id}`,
    nothingSent: 'Nothing was sent; your sheet is as it was.',
    maybeSent: 'It may have arrived all the same. Sending again is harmless: nothing counts twice.',
    nothingWritten: 'Your sheets are as they were.',
    maybeWritten: 'Some tables may be new already. Refreshing again does the rest.',
    nothingLost: 'Nothing was lost.',
  },

  offline: 'You are offline. You can go on reading and mapping; sending waits until you are back.',

  welcome: {
    title: 'Fair electricity bills from the ledger you already keep',
    points: [
      [
        'Your sheet stays as it is',
        'Your columns, formulas and colours are read, never rearranged.',
      ],
      ['Exact shares', 'Every cent of the utility’s bill is passed on once, by actual usage.'],
      ['Results in one click', 'Who owes what comes back into sheets of its own.'],
    ],
    look: 'See what it reads in this workbook',
    create: 'Create account',
    signIn: 'Sign in',
    free: 'Looking needs no account, and nothing leaves this workbook.',
  },

  account: accountWords,

  property: {
    title: 'Which property is this ledger of?',
    why: 'A property is one account with the utility: one main meter and its units.',
    choose: 'Your properties',
    another: 'Another property',
    createTitle: 'Name your property',
    name: 'Name',
    namePlaceholder: 'Elm Street 12',
    nameNeeded: 'Enter a name, the address for example.',
    currency: 'Currency of the bills',
    currencyNeeded: 'Enter three letters, USD for example.',
    create: 'Create property',
    use: (name: string) => `Use ${name}`,
    archived: (count: string) => `Archived (${count})`,
    viewer: 'you may look, not send',
  },

  dataView: {
    title: 'What it reads',
    proposed:
      'This is how the workbook would be read. Correct what is wrong; the sheets stay as they are.',
    confirmed: 'This is how the workbook is read.',
    lastSent: (when: string) => `Last sent on ${when}.`,
    empty: 'No table was found',
    emptyHow:
      'Readings, bills and payments are read from tables: a row of headings with rows below it. Type or paste one into a sheet, then look again.',
    lookAgain: 'Look again',
    where: (sheet: string, rows: string) => `Sheet ${sheet} · ${many(rows, 'row', 'rows')}`,
    guessed: (number: string, order: string) =>
      `This version of Excel does not say how it writes numbers and dates. Where they are typed as text, ${number} and the order ${order} are assumed, as its language has it.`,
    column: (letter: string, header: string) => (header ? `${letter} ${header}` : letter),
    fixed: (value: string) => `always “${value}”`,
    feeds: 'becomes',
    firstRows: 'First rows',
    nothing: 'empty',
    change: (field: string) => `Change the column for ${field}`,
    pickTitle: (field: string) => `Column for ${field}`,
    pickHow: 'Click into the column in the sheet, or choose it here.',
    leaveOut: 'No column',
    use: 'Use this column',
    otherTable: 'That cell is not in this table.',
    addField: 'Add a column',
    addFieldFor: 'What the column says',
    notRead: 'Stop reading this table',
    complete: 'This table holds every row: a row taken out of it counts as removed',
    dateOrder: 'Order of dates such as 3/4/25',
    orders: { DMY: 'Day, month, year', MDY: 'Month, day, year', YMD: 'Year, month, day' },
    noOrder: 'Only dates that are clear',
    unused: 'Not read',
    readAs: (table: string) => `Read ${table} as`,
    readAsNone: 'Not read',
    tooLarge: (sheet: string) =>
      `Sheet ${sheet} is too large to look through. Put its rows into a table.`,
    keep: 'Use this and go on',
    createAccount: 'Create account to go on',
    save: 'Save changes',
    undo: 'Undo my changes',
    saved: 'Saved in the workbook.',
    needs: 'A table still needs something before it can be used.',
  },

  homeView: {
    readUnits: (done: string, all: string) => `${done} of ${many(all, 'unit', 'units')} read`,
    bill: (amount: string, kwh: string) => `Bill ${amount} for ${kwh} kWh`,
    noBill: 'No utility bill yet',
    done: 'done',
    open: 'open',
    noChanges: 'Everything is sent',
    changes: (count: string) => `${many(count, 'change', 'changes')} not sent`,
    needYou: (count: string) => `${count} ${count === '1' ? 'needs' : 'need'} you`,
    checking: 'Comparing the workbook …',
    moved: 'The sheet changed since.',
    compare: 'Compare again',
    owes: 'Who owes',
    nobody: 'Nobody owes anything.',
    credit: (amount: string) => `${amount} credit`,
    unnamed: 'no name',
    review: (count: string) => `Review ${many(count, 'change', 'changes')}`,
    look: 'Review what would be sent',
    see: 'See what needs you',
    results: 'See the results',
    empty: 'Nothing has been sent yet',
    emptyHow: 'Once this month’s rows are sent, you see here who owes what.',
    copyTitle: 'Is this a copy?',
    copy: (name: string) => `This ledger was last used as ${name}.`,
    copySame: 'Moved or renamed',
    copyOwn: 'A copy of its own',
  },

  notShared: {
    title: 'This ledger is not shared with you',
    why: (email: string) =>
      `The property that this workbook belongs to is gone, or ${email} is not a member of it.`,
    ask: 'Ask its owner to invite you, or make the workbook the ledger of a property of your own. Its sheets stay as they are.',
    choose: 'Choose another property',
  },

  review: {
    title: 'Review',
    ready: 'Ready to send',
    nothing: 'Nothing to send',
    nothingHow: 'The server has every row as it stands in your workbook.',
    waiting: 'Waits for you',
    needs: (count: string) => `${count} ${count === '1' ? 'needs' : 'need'} you`,
    row: (sheet: string, row: string) => `${sheet}, row ${row}`,
    gone: 'not in the sheet',
    showCell: 'Show the cell',
    all: (count: string) => `For all ${count} alike`,
    mine: 'Your sheet',
    theirs: 'The server',
    newer: 'Newer on the server',
    newerHow: 'Somebody changed this since you last sent. Take it into your sheet, or keep yours.',
    conflict: 'Changed on both sides',
    takeIntoSheet: 'Take into the sheet',
    taken: (count: string) => `${many(count, 'cell was', 'cells were')} changed in your sheet.`,
    leftAsIs: (count: string) => `${many(count, 'cell was', 'cells were')} left:`,
    answers: (count: string) => `${many(count, 'answer', 'answers')} given`,
    takeBack: 'Take back',
    takeAllBack: 'Take all back',
    more: (count: string) => `and ${many(count, 'row', 'rows')} more`,
    money: 'What it does to money',
    moneyNone: 'No charge and no balance moves.',
    charge: (period: string) => `charge for ${period}`,
    charges: (count: string) => `${count} charges`,
    balance: 'balance',
    notes: (count: string) => `${many(count, 'note', 'notes')} on how rows were read`,
    rest: (count: string) => `${many(count, 'row', 'rows')} to send`,
    none: 'none',
    send: (count: string) => `Send ${many(count, 'row', 'rows')}`,
    sendAnswers: 'Send my answers',
    check: 'Look again',
    /** Why a push from the ribbon sent nothing. */
    held: {
      needsYou: 'Some rows need you first, so nothing was sent yet.',
      first: 'This is the first time: see what would be sent. Nothing was sent yet.',
    },
    createUnits: 'Create the units that the rows name',
    onlyIfAll: 'Send nothing while rows are waiting',
    movedSheet:
      'The sheet changed after you looked, so nothing was sent. This is what it would do now.',
    movedServer:
      'Somebody else sent something meanwhile, so nothing of yours was sent. This is what it would do now.',
    readOnly: 'You may look at this property, not send.',
    sentTitle: 'Sent',
    sent: (count: string) => `${many(count, 'row is', 'rows are')} on the server now.`,
    sentNothing: 'The server had every row already.',
    stillWaiting: (count: string) => `${many(count, 'row waits', 'rows wait')} until corrected.`,
    moneyMoved: (count: string) =>
      `${many(count, 'charge or balance', 'charges and balances')} moved.`,
    next: 'Write the results into the workbook',
    notNow: 'Back to home',
  },

  resultsView: {
    title: 'Results',
    empty: 'No results yet',
    emptyHow: 'Results need a utility bill and readings at both of its ends. Send them first.',
    period: 'Period',
    total: 'Bill',
    common: 'Common part (yours)',
    notPassedOn: 'Not passed on',
    addsUp: 'Adds up to the bill',
    off: (amount: string) => `${amount} is not accounted for`,
    noCharge: 'no charge yet',
    rate: (rate: string) => `${rate} per kWh`,
    usage: (kwh: string) => `${kwh} kWh`,
    vacant: 'vacant',
    write: 'Write into the workbook',
    writeAgain: 'Refresh the workbook',
    unchanged: 'The sheets are up to date: nothing moved since.',
    written: (time: string) => `Written at ${time}`,
    writtenBefore: (when: string, sheets: string) => `Written on ${when} into ${sheets}.`,
    sheetRows: (sheet: string, rows: string) => `${sheet}: ${many(rows, 'row', 'rows')}`,
    changedRows: (count: string) => `${count} changed`,
    newRows: (count: string) => `${count} new`,
    removedRows: (count: string) => `${count} taken out`,
    keptRows: (count: string) =>
      `${many(count, 'row is', 'rows are')} kept: you wrote beside them, or what stands below is in the way`,
    putRight: (sheet: string, count: string) =>
      `${sheet}: ${many(count, 'row was', 'rows were')} put right, for something else was typed over the results`,
    review: 'Review what would be sent',
    done: 'The results are in the workbook.',
    chart: (period: string) => `Charges of ${period}`,
    notes: 'Good to know',
  },

  historyView: historyWords,

  propertySettings: propertySettingsWords,

  settingsView: {
    title: 'Settings',
    workbook: 'This workbook',
    connectedTo: (name: string) => `Connected to ${name}`,
    notConnected: 'Not connected to a property.',
    connect: 'Connect to a property',
    change: 'Connect to another property',
    disconnect: 'Disconnect',
    disconnectHow:
      'The workbook forgets its property. Your sheets, the mapping and everything on the server stay; connecting again is one click.',
    disconnected: 'The workbook is disconnected. Nothing else changed.',
    account: 'Account',
    signedInAs: (email: string) => `Signed in as ${email}`,
    signOut: 'Sign out',
    about: 'About',
    help: 'Help',
    version: 'Free software under the BSD licence.',
  },
} as const;
