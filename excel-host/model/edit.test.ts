import { expect, test } from 'vitest';
import { enter } from '../operations/content.ts';
import { renameSheet } from '../operations/sheets.ts';
import { insertCells } from '../operations/structure.ts';
import { widenColumns } from '../operations/looks.ts';
import { areaOf, parseArea } from './area.ts';
import { addSheet, createWorkbook } from './create.ts';
import { type Edit, change } from './edit.ts';
import type { Change } from './workbook.ts';

test('an edit can be undone and done again, any number of times', () => {
  const workbook = createWorkbook();
  const sheet = addSheet(workbook, 'Data');
  const changes: Change[] = [];
  workbook.observers.add((made) => changes.push(made));
  const look = () => ({
    name: sheet.name,
    width: sheet.columns[1]?.width,
    values: sheet.rows.flatMap((row, at) =>
      (row?.cells ?? []).flatMap((cell, column) =>
        cell ? [[at, column, cell.formula ?? cell.value]] : [],
      ),
    ),
    settings: [...workbook.settings],
  });
  const rows = parseArea('1:2');
  if (!rows) throw new Error('no rows');
  const acts: ((edit: Edit) => void)[] = [
    (edit) =>
      enter(edit, sheet, areaOf(0, 0, 2, 2), [
        [1, 'x'],
        ['=A1+1', 'y'],
      ]),
    (edit) => enter(edit, sheet, areaOf(0, 0), [['7']]),
    (edit) => insertCells(edit, sheet, rows, 'Down'),
    (edit) => widenColumns(edit, sheet, areaOf(0, 1), 100),
    (edit) => renameSheet(edit, sheet, 'Ledger'),
    (edit) => {
      edit.setEntry(workbook.settings, 'id', 'abc');
      edit.tell({ what: 'settingsChanged' });
    },
  ];
  const states = [look()];
  for (const act of acts) {
    change(workbook, act);
    states.push(look());
  }
  expect(changes).toHaveLength(acts.length);
  for (let round = 0; round < 2; round += 1) {
    for (let index = acts.length - 1; index >= 0; index -= 1) {
      changes[index]?.undo();
      expect(look()).toEqual(states[index]);
    }
    for (let index = 0; index < acts.length; index += 1) {
      changes[index]?.redo();
      expect(look()).toEqual(states[index + 1]);
    }
  }
});

test('an edit that fails half way leaves nothing behind and tells nobody', () => {
  const workbook = createWorkbook();
  const sheet = addSheet(workbook, 'Data');
  let told = 0;
  workbook.observers.add(() => (told += 1));
  expect(() =>
    change(workbook, (edit) => {
      enter(edit, sheet, areaOf(0, 0), [['1']]);
      enter(edit, sheet, areaOf(0, 0), [['=(']]);
    }),
  ).toThrow(/problem with the formula/);
  expect(sheet.rows[0]?.cells[0]).toBeUndefined();
  expect(told).toBe(0);
});
