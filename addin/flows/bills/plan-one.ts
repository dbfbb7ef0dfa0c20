import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { KnownSheet } from '../../excel/bills/bill-records.ts';
import type { StandingContents } from '../../excel/bills/standing-sheets.ts';
import { cellName } from '../../excel/bills/template-sheet.ts';
import { valuesOf } from './fields.ts';
import type { OpenTemplate } from './open-template.ts';
import type { PlannedBill } from './plan-bills.ts';
import { findStanding, takeOver, typedInRowsThatGo } from './standing.ts';
import { layOut } from './template/layout.ts';
import { freshSheet } from './template/plan.ts';
import { wantedRows } from './template/wanted-rows.ts';

type Planned = Pick<PlannedBill, 'what' | 'edited' | 'sheetId' | 'standing'>;

/** What making one bill means: a new sheet, one that is brought up to date, or another in its place. */
export function planOne(
  { template, digest }: OpenTemplate,
  document: StatementDocument,
  known: KnownSheet | null,
  contents: StandingContents | null,
  anew: boolean,
): Planned {
  const values = valuesOf(document);
  const fresh = freshSheet(template, values);
  if (!known?.bill || !contents) return { what: 'new', edited: [], sheetId: null, standing: fresh };
  const sheetId = known.id;
  if (contents.isProtected) return { what: 'protected', edited: [], sheetId, standing: fresh };
  const isOfTemplate =
    known.bill.templateId === template.sheet.id && known.bill.template === digest && !anew;
  const found = isOfTemplate ? findStanding(template, known.bill, contents) : null;
  if (!found) return { what: 'replaced', edited: [], sheetId, standing: fresh };
  const wanted = wantedRows(template, values);
  const sheet = takeOver(template, wanted, found.sheet);
  const layout = layOut(template, wanted, sheet);
  // A table of Excel grows only by rows above its last one, where another line stands by now.
  const growsTable = template.blocks.some(({ isInTable }) => isInTable) && layout.steps.length > 0;
  if (growsTable) return { what: 'replaced', edited: [], sheetId, standing: fresh };
  const goes = new Set(layout.gone);
  const typedOver = found.edited.filter(({ row }) => !goes.has(row));
  const edited = [
    ...typedOver.map(({ row, column }) => cellName(row, column)),
    ...typedInRowsThatGo(template, sheet, layout),
  ];
  const spared = new Set(typedOver.map(({ row, column }) => `${row} ${column}`));
  const standing = { ...sheet, spared };
  return { what: edited.length > 0 ? 'edited' : 'again', edited, sheetId, standing };
}
