import { expect, test } from 'vitest';
import type { Issue } from '../../../contract/problem.ts';
import type { TableResult } from '../../../contract/push.ts';
import type { Origin } from '../../flows/origin.ts';
import type { Preview } from '../../flows/preview.ts';
import { subjectOf, withChoices, withoutChoices } from './choices.ts';
import { choiceOf, commonActions, grouped, needsIn, rowsToSend } from './needs.ts';
import { rowsOf } from './rows.ts';

const question: Issue = {
  kind: 'readings',
  row: 5,
  column: 'unit',
  code: 'unknown-unit',
  severity: 'question',
  message: 'There is no unit “Apt 9” yet.',
  actions: ['createUnit'],
  value: null,
};
const gone: Issue = {
  ...question,
  row: null,
  column: null,
  code: 'removed',
  message: 'The sheet no longer has it.',
  actions: ['delete', 'bringBack', 'keep'],
  value: 'apt 1a|2025-01-31',
};

function previewOf(issues: Issue[], table: Partial<TableResult> = {}): Preview {
  const nothing = { new: 0, changed: 0, unchanged: 0, newerOnServer: 0, conflict: 0 };
  const tables: TableResult[] = [
    {
      kind: 'readings',
      source: 'Ledger',
      outcomes: { row: [], key: [], outcome: [], issues },
      differences: { row: [], key: [], field: [], state: [], base: [], sheet: [], server: [] },
      ...table,
    },
  ];
  const origin: Origin = {
    source: 'Ledger',
    kind: 'readings',
    columns: new Map([['kwh', 3]]),
    plain: new Set(['kwh']),
    table: {
      ...{ table: 'Readings', sheet: 'Ledger', visible: true, headerRow: 1, left: 0 },
      headers: ['Unit', 'Meter', 'Date', 'kWh'],
      rows: [5, 6],
      cells: { values: [], text: [], formulas: [], formats: [] },
    },
  };
  return {
    input: {},
    mapping: { tables: [] },
    applied: { tables: [], origins: [origin], notes: [], filteredOut: 0 },
    result: {
      ...{ revision: 1, digest: 'd', tables, money: [] },
      summary: { ...nothing, problem: 0, removed: 2, new: 3 },
    },
  };
}

test('rows that ask the same about one label are one question, answered once', () => {
  const [need, ...more] = needsIn(previewOf([question, { ...question, row: 6 }]));
  expect(more).toEqual([]);
  expect(need).toMatchObject({ row: 5, rows: 2, topic: 'unknown-unit' });
  expect(need && choiceOf(need, 'createUnit')).toEqual({
    ...{ kind: 'readings', source: 'Ledger', row: 5, field: 'unit', action: 'createUnit' },
  });
});

test('a row that is not in the sheet is answered by its key', () => {
  const [need] = needsIn(previewOf([gone]));
  expect(need && choiceOf(need, 'keep')).toEqual({
    ...{ kind: 'readings', source: 'Ledger', key: 'apt 1a|2025-01-31', action: 'keep' },
  });
});

test('a label that is meant is named in the answer', () => {
  const near: Issue = { ...question, code: 'near-unit', actions: ['useUnit'], value: 'Apt 9B' };
  const [need] = needsIn(previewOf([near]));
  expect(need && choiceOf(need, 'useUnit')).toMatchObject({ action: 'useUnit', value: 'Apt 9B' });
});

test('notes wait for nobody, unless they offer answers', () => {
  const note: Issue = { ...question, severity: 'note', actions: [], code: 'rounded' };
  const asking: Issue = {
    ...note,
    code: 'reading-in-question',
    column: 'kwh',
    actions: ['rolledOver'],
  };
  const needs = needsIn(previewOf([note, asking]));
  expect(needs.map(({ topic }) => topic)).toEqual(['reading-in-question']);
  expect(needs[0] && choiceOf(needs[0], 'rolledOver')).not.toHaveProperty('field');
});

test('what only a correction in the sheet helps comes last', () => {
  const problem: Issue = { ...question, severity: 'problem', code: 'not-a-date', actions: [] };
  const groups = grouped(needsIn(previewOf([problem, gone, { ...gone, value: 'another' }])));
  expect(groups.map(({ topic, needs }) => [topic, needs.length])).toEqual([
    ['removed', 2],
    ['correct', 1],
  ]);
  expect(groups.map(commonActions)).toEqual([['delete', 'bringBack', 'keep'], []]);
});

test('a cell that is newer on the server is offered, each side by its name', () => {
  const preview = previewOf([], {
    differences: {
      row: [5],
      key: [null],
      field: ['kwh'],
      state: ['newerOnServer'],
      base: ['1'],
      sheet: ['1'],
      server: ['2'],
    },
  });
  const [need] = needsIn(preview);
  expect(need).toMatchObject({ topic: 'newer', actions: ['takeSheet', 'takeServer'] });
  expect(need && choiceOf(need, 'takeSheet')).toMatchObject({ row: 5, field: 'kwh' });
});

test('a removed row is sent once it was said to be deleted', () => {
  expect(rowsToSend(previewOf([gone]))).toBe(3 + 1);
});

test('a later answer about the same row takes the place of the earlier one', () => {
  const first = { kind: 'readings', source: 'Ledger', row: 5, action: 'rolledOver' } as const;
  const other = { ...first, row: 6 };
  const later = { ...first, action: 'replaced' } as const;
  expect(withChoices([first, other], [later])).toEqual([other, later]);
  expect(withoutChoices([first, other], [later])).toEqual([other]);
  expect(subjectOf(first)).toBe(subjectOf(later));
});

test('of a changed row its changes are told, of a new one only that it is new', () => {
  const { result } = previewOf([], {
    outcomes: { row: [5, 6, 7], key: [], outcome: ['new', 'changed', 'unchanged'], issues: [] },
    differences: {
      ...{ row: [5, 6], key: [null, null], field: ['kwh', 'kwh'], state: ['update', 'update'] },
      ...{ base: [null, '1'], sheet: ['3', '2'], server: [null, '1'] },
    },
  });
  expect(result.tables.map(rowsOf)).toEqual([
    [
      { row: 5, outcome: 'new', changes: [] },
      { row: 6, outcome: 'changed', changes: [{ field: 'kwh', server: '1', sheet: '2' }] },
    ],
  ]);
});
