import { describe, expect, test } from 'vitest';
import type { OpenedExcel } from '../../excel-host/node/open-excel.ts';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { isFullScale } from '../../tests/setup/scale.ts';
import { whenTestDone } from '../../tests/setup/when-done.ts';
import type { Host } from './host.ts';
import type { ResultTable } from './result-table.ts';
import { writeResults } from './write-results.ts';

/* What a person does in the very moment in which results are being written. */

type Row = readonly [unit: string, charge: string];

const charges = (rows: readonly Row[]): ResultTable => ({
  ...{ name: 'Allocation', sheet: 'Allocation', total: 'Total', gone: 'gone' },
  columns: [
    {
      ...{ key: 'unit', header: 'Unit', kind: 'text', isKey: true, format: 'General' },
      values: rows.map(([unit]) => unit),
    },
    {
      ...{ key: 'charge', header: 'Charge', kind: 'number', hasTotal: true, format: '0.00' },
      values: rows.map(([, charge]) => charge),
    },
    {
      ...{ key: 'flags', header: 'Remarks', kind: 'text', isRemark: true, format: 'General' },
      values: rows.map(() => ''),
    },
  ],
});

const UNITS = ['A', 'B', 'C', 'D', 'E', 'F'];
const BEFORE = UNITS.map((unit, i): Row => [unit, `${i + 1}0.00`]);
/** B is gone, G is new, the others owe something else. */
const AFTER = ['A', 'C', 'D', 'E', 'F', 'G'].map((unit, i): Row => [unit, `${i + 1}1.00`]);

/** The same Excel, in which the person does something after every answer to the add-in. */
function disturbed(excel: OpenedExcel, act: (nth: number) => void): Host {
  let answers = 0;
  const run = <Result>(batch: (context: Excel.RequestContext) => Promise<Result>) =>
    excel.Excel.run((context) => {
      const sync = context.sync.bind(context);
      context.sync = async <Passed>(passed?: Passed) => {
        const answer = await sync(passed);
        answers += 1;
        act(answers);
        return answer;
      };
      return batch(context);
    });
  return { Office: excel.Office, Excel: { ...excel.Excel, run } as typeof Excel };
}

const interrupted = (excel: OpenedExcel, at: number, act: () => void): Host =>
  disturbed(excel, (nth) => nth === at && act());

const NOTES: Readonly<Record<string, string>> = Object.fromEntries(
  UNITS.map((unit) => [unit, `note of ${unit}`]),
);

async function desk() {
  const excel = await openExcel({ installGlobals: false });
  whenTestDone(() => excel.close());
  const { known } = await writeResults(excel, [charges(BEFORE)], {});
  excel.person.type('Allocation!D1', [['Mine'], ...UNITS.map((unit) => [NOTES[unit] ?? ''])]);
  return { excel, known };
}

/** Each unit with its charge and what the user wrote beside it, wherever the table is by now. */
function shown({ person }: OpenedExcel): Record<string, [string, string]> {
  const rows = person.texts('Allocation!A1:H60');
  const head = rows.findIndex((row) => row.includes('Unit'));
  const at = (name: string) => rows[head]?.indexOf(name) ?? -1;
  const found = rows.slice(head + 1).flatMap((row): [string, [string, string]][] => {
    const unit = row[at('Unit')] ?? '';
    return unit === '' || unit === 'Total'
      ? []
      : [[unit, [row[at('Charge')] ?? '', row[at('Mine')] ?? '']]];
  });
  return Object.fromEntries(found);
}

type Doing = (excel: OpenedExcel) => void;
const BESIDE: Readonly<Record<string, Doing>> = {
  'types into a cell of their own': ({ person }) => person.type('Allocation!F3', 'typing'),
  'types over a figure': ({ person }) => person.type('Allocation!B4', 999),
  'puts a row in above the table': ({ person }) => person.insert('Allocation!1:1'),
  'puts a column in before it': ({ person }) => person.insert('Allocation!A:A'),
  'is in a cell for a moment': ({ person }) => {
    person.enterCell();
    setTimeout(() => person.leaveCell(), 100);
  },
};
const WITHIN: Readonly<Record<string, Doing>> = {
  'sorts it': ({ person }) => person.sort('Allocation', 'Unit', false),
  'puts a row into it': ({ person }) => person.insert('Allocation!4:4'),
};

/**
 * Answers to the add-in in a refresh that nobody disturbs: the last four tell that all is in its place,
 * that it is written, what came of it, and the end.
 */
const ANSWERS = 10;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
/** Every doing after every second answer, the next one after the others; after each at full scale. */
const placesOf = (doings: Readonly<Record<string, Doing>>, count: number) =>
  Object.entries(doings).map(([what, act], turn) => {
    const places = upTo(count).filter((nth) => isFullScale || nth % 2 === turn % 2);
    return { what, act, places };
  });

test('there are as many answers as the person may come between', async () => {
  const { excel, known } = await desk();
  let answers = 0;
  const host = disturbed(excel, (nth) => (answers = nth));
  await writeResults(host, [charges(AFTER)], known);
  expect(answers).toBe(ANSWERS);
});

async function refreshDisturbed(nth: number, act: Doing): Promise<void> {
  const { excel, known } = await desk();
  const host = interrupted(excel, nth, () => act(excel));
  const first = await writeResults(host, [charges(AFTER)], known);
  await writeResults(excel, [charges(AFTER)], first.known);
  const now = shown(excel);
  for (const [unit, charge] of AFTER) {
    expect([unit, now[unit]]).toEqual([unit, [charge, NOTES[unit] ?? '']]);
  }
  // The server knows nothing of B any more: its row stays since something stands beside it.
  expect(now['B']?.[1]).toBe(NOTES['B']);
}

describe.each(placesOf(BESIDE, ANSWERS))('the person $what', ({ act, places }) => {
  test.each(places)('after answer %d: all stays with its row', (nth) => refreshDisturbed(nth, act));
});

// Between the look that finds all in its place and the writing there is no time that Excel lets us see.
describe.each(placesOf(WITHIN, ANSWERS - 4))('the person $what', ({ act, places }) => {
  test.each(places)('after answer %d: it is read anew', (nth) => refreshDisturbed(nth, act));
});

test('who goes on putting rows in is told, and nothing is written', async () => {
  const { excel, known } = await desk();
  const before = shown(excel);
  const host = disturbed(excel, (nth) => {
    if (nth > 1) excel.person.insert('Allocation!4:4');
  });
  await expect(writeResults(host, [charges(AFTER)], known)).rejects.toMatchObject({
    name: 'HostProblem',
    code: 'changed-meanwhile',
  });
  expect(shown(excel)).toEqual(before);
});

test('what changes in 60,000 rows goes in several parts, and waits between them for a cell', async () => {
  const excel = await openExcel({ installGlobals: false });
  whenTestDone(() => excel.close());
  const many = (cents: string) =>
    charges(Array.from({ length: 60_000 }, (_, i): Row => [`unit number ${i}`, `${i}.${cents}`]));
  const { known } = await writeResults(excel, [many('25')], {});
  excel.person.type('Allocation!D60001', 'mine');
  const before = excel.requests.count;
  await writeResults(
    interrupted(excel, ANSWERS - 2, () => {
      excel.person.enterCell();
      setTimeout(() => excel.person.leaveCell(), 100);
    }),
    [many('75')],
    known,
  );
  expect(excel.requests.count - before).toBeGreaterThan(ANSWERS);
  expect(excel.person.values('Allocation!B2:B60001').flat()).toEqual(
    Array.from({ length: 60_000 }, (_, i) => i + 0.75),
  );
  expect(excel.person.values('Allocation!D60001')).toEqual([['mine']]);
}, 60_000);

/* The same where only the row that moved is looked at: D owes something else, all others what they owed. */
const MOVED = BEFORE.map(([unit, charge]): Row => [unit, unit === 'D' ? '47.11' : charge]);
const onlyMoved = { ...charges(MOVED), onlyMoved: true };
const ANSWERS_OF_ONE = 8;

async function deskWrittenBefore(act: (nth: number, excel: OpenedExcel) => void) {
  const { excel, known } = await desk();
  let answers: number | null = null;
  const host = disturbed(excel, () => {
    if (answers !== null) act((answers += 1), excel);
  });
  const first = await writeResults(host, [charges(BEFORE)], known);
  answers = 0;
  const write = () => writeResults(host, [onlyMoved], first.known);
  return { excel, write, answers: () => answers };
}

test('there are few answers where only what moved is looked at', async () => {
  const { write, answers } = await deskWrittenBefore(() => {});
  expect((await write()).tables).toMatchObject([{ isOnlyMoved: true, changedRows: 1 }]);
  expect(answers()).toBe(ANSWERS_OF_ONE);
});

async function moveDisturbed(nth: number, act: Doing): Promise<void> {
  const { excel, write } = await deskWrittenBefore((at) => at === nth && act(excel));
  const { known } = await write();
  expect(shown(excel)['D']).toEqual(['47.11', NOTES['D']]);
  await writeResults(excel, [charges(MOVED)], known);
  const now = shown(excel);
  for (const [unit, charge] of MOVED) {
    expect([unit, now[unit]]).toEqual([unit, [charge, NOTES[unit] ?? '']]);
  }
}

describe.each(placesOf(BESIDE, ANSWERS_OF_ONE))('while one row moves the person $what', (doing) => {
  const { act, places } = doing;
  test.each(places)('after answer %d: all stays with its row', (nth) => moveDisturbed(nth, act));
});

describe.each(placesOf(WITHIN, ANSWERS_OF_ONE - 4))(
  'while one row moves the person $what',
  (doing) => {
    const { act, places } = doing;
    test.each(places)('after answer %d: it is read whole', (nth) => moveDisturbed(nth, act));
  },
);

test('a table that could not be written whole is not taken to stand as it was left', async () => {
  const { excel, write } = await deskWrittenBefore((at) => {
    if (at === ANSWERS_OF_ONE - 3) excel.person.protect('Allocation');
  });
  await expect(write()).rejects.toMatchObject({ name: 'HostProblem' });
  excel.person.unprotect('Allocation');
  excel.person.type('Allocation!B2', 999);
  expect((await write()).tables).toMatchObject([{ isOnlyMoved: false, changedRows: 2 }]);
});
