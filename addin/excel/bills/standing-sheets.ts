import type { Host, RunOptions } from '../host.ts';
import { run } from '../host.ts';
import type { CellValue } from '../read-range.ts';
import type { Block, PageTexts } from './template-sheet.ts';
import { PAGE_PARTS, blocksOf, contentsOf } from './template-sheet.ts';

/** A sheet that was made a bill, as it stands now. */
export interface StandingContents {
  readonly id: string;
  readonly isProtected: boolean;
  /** From A1 on. */
  readonly cells: readonly (readonly CellValue[])[];
  readonly page: PageTexts;
  readonly printArea: readonly Block[];
  /** Hidden ones among the rows that were asked about. */
  readonly hiddenRows: ReadonlySet<number>;
}

export interface AskedSheet {
  readonly id: string;
  /** Of how many rows from the first it is asked whether they are hidden. */
  readonly rows: number;
}

const SHEETS_PER_BATCH = 40;

/** Reads sheets, many with each sync; in their order. @throws HostProblem */
export async function readStandingSheets(
  host: Host,
  sheets: readonly AskedSheet[],
  options: RunOptions = {},
): Promise<StandingContents[]> {
  const found: StandingContents[] = [];
  for (let at = 0; at < sheets.length; at += SHEETS_PER_BATCH) {
    const part = sheets.slice(at, at + SHEETS_PER_BATCH);
    // oxlint-disable-next-line no-await-in-loop -- a batch is as much as Excel hands over at once
    found.push(...(await run(host, (context) => readPart(context, part), options)));
  }
  return found;
}

async function readPart(
  context: Excel.RequestContext,
  sheets: readonly AskedSheet[],
): Promise<StandingContents[]> {
  const asked = sheets.map(({ id, rows }) => {
    const sheet = context.workbook.worksheets.getItem(id).load('protection/protected');
    const used = sheet.getUsedRangeOrNullObject(true);
    return {
      id,
      sheet,
      used: used.load('rowIndex, columnIndex, formulas, values'),
      page: sheet.pageLayout.headersFooters.defaultForAllPages.load(PAGE_PARTS.join(', ')),
      printArea: sheet.pageLayout.getPrintAreaOrNullObject().load('address'),
      rows:
        rows > 0
          ? sheet.getRangeByIndexes(0, 0, rows, 1).getRowProperties({ rowHidden: true })
          : null,
    };
  });
  await context.sync();
  return asked.map(({ id, sheet, used, page, printArea, rows }) => ({
    id,
    isProtected: sheet.protection.protected,
    cells: used.isNullObject ? [] : fromFirstCell(used),
    page: Object.fromEntries(PAGE_PARTS.map((part) => [part, page[part]])) as PageTexts,
    printArea: printArea.isNullObject ? [] : blocksOf(printArea.address),
    hiddenRows: new Set(
      (rows?.value ?? []).flatMap(({ rowHidden }, row) => (rowHidden === true ? [row] : [])),
    ),
  }));
}

/** With the blank rows and columns before what is used. */
function fromFirstCell(used: Excel.Range): CellValue[][] {
  const cells = contentsOf(used.formulas as CellValue[][], used.values as CellValue[][]);
  const width = used.columnIndex + (cells[0]?.length ?? 0);
  const blank = (): CellValue[] => Array.from({ length: width }, () => '');
  const before = Array.from({ length: used.rowIndex }, blank);
  const left = Array.from({ length: used.columnIndex }, (): CellValue => '');
  return [...before, ...cells.map((row) => [...left, ...row])];
}
