import { PAGE_PARTS } from '../../excel/bills/template-sheet.ts';
import type { PageTexts } from '../../excel/bills/template-sheet.ts';
import { valuesOf } from './fields.ts';
import type { BillsPlan, PlannedBill } from './plan-bills.ts';
import { pageTexts } from './template/page-texts.ts';
import { isFormula } from './template/references.ts';
import { textOf } from './template/texts.ts';
import { valueIn, wantedRows } from './template/wanted-rows.ts';

/** One bill as text, row by row, before there is a sheet of it. */
export interface PreviewedBill {
  readonly sheet: string;
  readonly rows: readonly (readonly PreviewedCell[])[];
  readonly page: PageTexts;
}

export interface PreviewedCell {
  readonly text: string;
  /** `filled`: comes from the statement; `formula`: Excel will work it out. */
  readonly what: 'own' | 'filled' | 'formula';
}

/** What a bill will say. Touches nothing: no sheet is made, and Excel can undo what it could before. */
export function previewBill({ opened, voice }: BillsPlan, bill: PlannedBill): PreviewedBill {
  const { template } = opened;
  const values = valuesOf(bill.bill.document);
  const rows = wantedRows(template, values)
    .filter(({ isShown }) => isShown)
    .map(({ from, line }) =>
      (template.sheet.cells[from] ?? []).map((content, column): PreviewedCell => {
        const cell = template.rows[from]?.cells.find((one) => one.column === column);
        if (!cell) {
          return isFormula(content)
            ? { text: content, what: 'formula' }
            : { text: String(content).replace(/^'/, ''), what: 'own' };
        }
        const texts = cell.pieces.map((piece) =>
          typeof piece === 'string' ? piece : textOf(piece, valueIn(values, piece, line), voice),
        );
        const isFilled = cell.pieces.some((piece) => typeof piece !== 'string');
        return { text: texts.join(''), what: isFilled ? 'filled' : 'own' };
      }),
    );
  const { page } = pageTexts(template, values, voice, template.sheet.page);
  const texts = PAGE_PARTS.map((part) => [part, page[part] ?? template.sheet.page[part]]);
  return { sheet: bill.sheet, rows, page: Object.fromEntries(texts) as PageTexts };
}
