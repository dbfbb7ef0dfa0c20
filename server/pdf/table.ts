/** Rows of tables, alike in all parts of a bill. */
import { ACCENT, GREY, lineHeight } from './style.ts';
import type { Cell, Sheet } from './sheet.ts';

/** @param least so many points of what follows stand on the same page */
export function section(sheet: Sheet, title: string, least: number): void {
  sheet.gap(14);
  sheet.keep(least);
  sheet.row([
    { text: title, x: 0, width: sheet.width, font: 'bold', size: 11, color: ACCENT, tag: 'H2' },
  ]);
  sheet.gap(3);
}

export function headRow(sheet: Sheet, cells: readonly Cell[]): void {
  sheet.within('TR', () =>
    sheet.row(cells.map((cell) => ({ size: 8, color: GREY, ...cell, tag: 'TH' }))),
  );
  sheet.gap(2);
  sheet.rule();
  sheet.gap(4);
}

export function tableRow(sheet: Sheet, cells: readonly Cell[]): void {
  sheet.within('TR', () => sheet.row(cells.map((cell) => ({ ...cell, tag: 'TD' }))));
  sheet.gap(3);
}

export function sumRow(sheet: Sheet, cells: readonly Cell[]): void {
  sheet.keep(lineHeight() * 2);
  sheet.rule();
  sheet.gap(4);
  sheet.within('TR', () => sheet.row(cells.map((cell) => ({ ...cell, font: 'bold', tag: 'TD' }))));
  sheet.gap(3);
}
