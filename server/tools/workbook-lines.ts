/** Lines of text no wider than 80 characters. */
const WIDTH = 80;
const INDENT = 2;
const GAP = 2;
/** A name is not cut shorter than this. */
const LEAST = 6;

/** Text over several lines, all of them indented, the later ones a little more. */
export function wrapped(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  for (const word of text.split(/\s+/)) {
    const isFirst = line.trim() === '';
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(indent + INDENT) + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}

export interface TextColumn {
  readonly head: string;
  /** Stands at the right of its column, and is never cut. */
  readonly isNumber?: boolean;
  /** Stands on a line of its own beneath the row. */
  readonly isRemark?: boolean;
}

/** A table; where it is too wide, its texts are cut, the widest first. */
export function tableLines(
  columns: readonly TextColumn[],
  unaligned: readonly (readonly string[])[],
): string[] {
  const rows = withPointsAligned(columns, unaligned);
  const shown = columns.flatMap((column, i) => (column.isRemark ? [] : [i]));
  const remarks = columns.flatMap((column, i) => (column.isRemark ? [i] : []));
  const widths = widthsOf(columns, rows, shown);
  const lineOf = (cells: readonly string[]) => {
    const parts = shown.map((i) => {
      const [width, cell] = [widths.get(i) ?? 0, cells[i] ?? ''];
      return columns[i]?.isNumber ? cell.padStart(width) : cut(cell, width).padEnd(width);
    });
    return (' '.repeat(INDENT) + parts.join(' '.repeat(GAP))).trimEnd();
  };
  return [
    lineOf(columns.map(({ head }) => head)),
    ...rows.flatMap((cells) => [
      lineOf(cells),
      ...remarks.flatMap((i) => (cells[i] ? wrapped(cells[i], INDENT * 3) : [])),
    ]),
  ];
}

function withPointsAligned(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string[][] {
  const longest = columns.map(({ isNumber }, i) =>
    isNumber ? Math.max(0, ...rows.map((cells) => fractionOf(cells[i] ?? ''))) : 0,
  );
  return rows.map((cells) =>
    cells.map((cell, i) => cell + ' '.repeat(Math.max(0, (longest[i] ?? 0) - fractionOf(cell)))),
  );
}

/** How long the point and what follows it are. */
function fractionOf(text: string): number {
  return text.includes('.') ? text.length - text.indexOf('.') : 0;
}

function widthsOf(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  shown: readonly number[],
): Map<number, number> {
  const widths = new Map(
    shown.map((i) => [
      i,
      rows.reduce(
        (most, cells) => Math.max(most, (cells[i] ?? '').length),
        columns[i]?.head.length ?? 0,
      ),
    ]),
  );
  const room = WIDTH - INDENT - GAP * (shown.length - 1);
  const texts = shown.filter((i) => columns[i]?.isNumber !== true);
  for (;;) {
    const over = [...widths.values()].reduce((sum, width) => sum + width, 0) - room;
    const [widest] = texts.toSorted((a, b) => (widths.get(b) ?? 0) - (widths.get(a) ?? 0));
    const width = widths.get(widest ?? -1) ?? 0;
    if (over <= 0 || widest === undefined || width <= LEAST) return widths;
    widths.set(widest, width - 1);
  }
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
