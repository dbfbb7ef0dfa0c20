/** Cells of a table's body: rows and columns count from its own first. */
export interface BodyArea {
  readonly table: string;
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

/** Wherever the table is by then: rows may be put in above it, or columns before it, in that moment. */
export function bodyRange(
  { workbook }: Excel.RequestContext,
  { table, top, left, rows, columns }: BodyArea,
): Excel.Range {
  const first = workbook.tables.getItem(table).getDataBodyRange().getCell(top, left);
  return rows === 1 && columns === 1 ? first : first.getResizedRange(rows - 1, columns - 1);
}
