import { cellText } from '../format/text.ts';
import { type Area, parseArea, splitAddress } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import type { CellValue } from '../model/value.ts';
import type { Chart, ChartSeries, Sheet, Workbook } from '../model/workbook.ts';
import { sheetNamed } from './find.ts';

/** What a chart draws at the moment. */
export interface ChartFigures {
  readonly title: string | undefined;
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    /** Cells without a number draw nothing. */
    readonly values: readonly (number | null)[];
    /** As the cells show them. */
    readonly texts: readonly string[];
  }[];
}

/** Of rows that are hidden, Excel draws nothing. */
export function figuresOf(workbook: Workbook, chart: Chart): ChartFigures {
  const series = chart.series.map((one) => {
    const cells = cellsOf(workbook, one.values);
    return {
      name: nameOf(workbook, chart, one),
      values: cells.map(({ value }) => (typeof value === 'number' ? value : null)),
      texts: cells.map(({ text }) => text),
    };
  });
  const named = chart.series.find(({ categories }) => categories !== undefined)?.categories;
  const labels = cellsOf(workbook, named ?? '').map(({ text }) => text);
  const most = Math.max(0, ...series.map(({ values }) => values.length));
  const categories = Array.from({ length: most }, (_, at) => labels[at] ?? `${at + 1}`);
  return {
    title: chart.title.isShown ? titleOf(workbook, chart) : undefined,
    categories,
    series,
  };
}

/** Its own title, else the name of its only series, else what Excel writes there. */
export function titleOf(workbook: Workbook, chart: Chart): string {
  const [only, ...others] = chart.series;
  if (chart.title.text !== undefined) return chart.title.text;
  return only && others.length === 0 ? nameOf(workbook, chart, only) : 'Chart Title';
}

export function nameOf(workbook: Workbook, chart: Chart, series: ChartSeries): string {
  const { text, formula } = series.name;
  if (formula !== undefined) {
    const shown = cellsOf(workbook, formula, true).map((cell) => cell.text);
    return shown.filter((one) => one !== '').join(' ');
  }
  return text ?? `Series${chart.series.indexOf(series) + 1}`;
}

export interface ShownCell {
  readonly value: CellValue;
  readonly text: string;
  readonly numberFormat: string;
}

/** The cells that a formula of a chart means, row by row; none where it means none. */
export function cellsOf(workbook: Workbook, formula: string, withHidden = false): ShownCell[] {
  return reachedBy(workbook, formula).flatMap(({ sheet, area }) => {
    const cells: ShownCell[] = [];
    for (let { top: row } = area; row <= area.bottom; row += 1) {
      if (!withHidden && sheet.rows[row]?.hidden) continue;
      for (let column = area.left; column <= area.right; column += 1) {
        if (!withHidden && sheet.columns[column]?.hidden) continue;
        const cell = cellAt(sheet, row, column);
        const numberFormat = cell?.style.numberFormat ?? 'General';
        const value = cell?.value ?? null;
        cells.push({ value, text: cellText(value, numberFormat, workbook), numberFormat });
      }
    }
    return cells;
  });
}

function reachedBy(workbook: Workbook, formula: string): { sheet: Sheet; area: Area }[] {
  const parts = formula.replace(/^\((.*)\)$/su, '$1').match(/(?:'(?:[^']|'')*'|[^,'])+/gu) ?? [];
  return parts.flatMap((part) => {
    const { sheet: name, address } = splitAddress(part);
    const sheet = name === undefined ? undefined : sheetNamed(workbook, name);
    const area = parseArea(address);
    return sheet && area ? [{ sheet, area }] : [];
  });
}
