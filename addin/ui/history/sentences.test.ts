import { expect, test } from 'vitest';
import type { Change } from '../../../contract/changes.ts';
import { DEFAULT_SETTINGS } from '../../../contract/properties.ts';
import { formatsFor, isolated } from '../format.ts';
import { canBeUndone, sentenceOf } from './sentences.ts';

const formats = formatsFor('en-US');
const nothing = { new: 0, changed: 0, unchanged: 0, newerOnServer: 0, conflict: 0 };
const summary = { ...nothing, problem: 0, removed: 0 };
const LEDGER = isolated('Ledger 2025.xlsx');

let ids = 0;
function changeOf(change: Partial<Change>): Change {
  ids += 1;
  return {
    ...{ id: String(ids), revision: ids, at: '2025-02-12T10:04:00.000Z', by: 'Ann' },
    ...{ isYours: true, kind: 'push', workbook: 'Ledger 2025.xlsx', workbookId: null },
    ...{ summary, rows: 0, moneyMoved: 0, settings: null, undoes: null, undoneBy: null },
    statements: null,
    ...change,
  };
}

const told = (change: Change, known: readonly Change[] = []) => sentenceOf(change, known, formats);

test('a push tells who sent how much from where, and what it did to money', () => {
  const push = changeOf({ summary: { ...summary, new: 14, changed: 2 }, moneyMoved: 3 });
  expect(told(push)).toBe(
    `You sent 16 rows from ${LEDGER}: charges or balances of 3 tenants changed.`,
  );
  expect(told({ ...push, isYours: false, by: 'Ben', moneyMoved: 1 })).toBe(
    `${isolated('Ben')} sent 16 rows from ${LEDGER}: charges or balances of 1 tenant changed.`,
  );
  expect(told({ ...push, isYours: false, by: null, workbook: null, moneyMoved: 0 })).toBe(
    'Somebody whose account is closed sent 16 rows from a workbook that was never saved: no charge and no balance changed.',
  );
});

test('a push of answers alone tells how many rows they settled', () => {
  expect(told(changeOf({ rows: 2 }))).toContain(`You settled 2 rows of ${LEDGER}`);
});

test('settings tell which of them were changed', () => {
  const after = {
    ...DEFAULT_SETTINGS,
    readingWindowDays: 20,
    commonPart: [{ from: null, split: 'usage' as const }],
  };
  const both = { before: DEFAULT_SETTINGS, after };
  expect(told(changeOf({ kind: 'settings', settings: both }))).toContain(
    'You changed the reading window from 10 to 20 days and who bears the common part:',
  );
});

test('bills that were issued or voided are told by their numbers, and are not undone', () => {
  const issued = changeOf({ kind: 'issue', statements: { first: 7, last: 12 } });
  const voided = changeOf({ kind: 'void', statements: { first: 7, last: 7 } });
  expect(told(issued)).toContain('You issued bills 7 to 12:');
  expect(told(voided)).toContain('You voided bill 7:');
  expect([issued, voided].map(canBeUndone)).toEqual([false, false]);
});

test('an undo tells what it undid, and an undo of an undo what it did again', () => {
  const push = changeOf({ summary: { ...summary, new: 16 } });
  const undo = changeOf({ kind: 'undo', undoes: push.id });
  const again = changeOf({ kind: 'undo', undoes: undo.id });
  const known = [again, undo, push];
  expect(told(undo, known)).toContain(`You undid: “You sent 16 rows from ${LEDGER}”`);
  expect(told(again, known)).toContain(`You did again: “You sent 16 rows from ${LEDGER}”`);
  expect(told(undo)).toContain('You undid an earlier change');
});
