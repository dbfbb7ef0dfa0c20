import type { CellTemplateProp, ColumnRegular, ColumnTemplateProp } from '@revolist/revogrid';
import { defineCustomElements } from '@revolist/revogrid/loader';
import type { Sheet, Workbook } from '../../model/workbook.ts';
import { type Ground, groundOf } from './ground.ts';
import { type Layout, isSameLayout } from './layout.ts';
import { type Painted, paintCell } from './paint.ts';

/** The rows' headers, on the left. */
const headerWidth = 44;
export const headerHeight = 22;

/** Attributes by which a click finds its cell. */
const rowAttribute = 'data-sheet-row';
const columnAttribute = 'data-sheet-column';

export interface Hit {
  /** Undefined in a column's header. */
  readonly row: number | undefined;
  /** Undefined in a row's header. */
  readonly column: number | undefined;
}

export interface GridListener {
  /** A column's edge was dragged; the width is in pixels. */
  readonly onResize: (column: number, width: number) => void;
  readonly onScroll: () => void;
}

interface RowModel {
  readonly row: number;
}

/**
 * The cells of the active sheet in RevoGrid, which draws only those in view. Selection, keyboard and
 * editing are this host's own: the grid scrolls, keeps headers and frozen panes in place and lets
 * columns be resized.
 */
export class GridView {
  readonly element: HTMLRevoGridElement;
  #listener: GridListener | undefined;
  #workbook: Workbook;
  #sheet: Sheet;
  #layout: Layout | undefined;
  #rows: RowModel[] = [];
  #frozen: RowModel[] = [];
  #painting = 0;

  constructor(workbook: Workbook, sheet: Sheet) {
    defineCustomElements();
    this.#workbook = workbook;
    this.#sheet = sheet;
    this.element = document.createElement('revo-grid');
    Object.assign(this.element, {
      theme: 'default',
      resize: true,
      readonly: true,
      canFocus: false,
      range: false,
      useClipboard: false,
      filter: false,
      // Screen readers hear of the active cell beside the formula bar; thousands of cells say nothing.
      accessible: false,
      frameSize: 2,
      rowHeaders: {
        size: headerWidth,
        cellTemplate: (_h: unknown, { model }: { model: RowModel }) => String(model.row + 1),
        cellProperties: ({ model }: { model: RowModel }) => ({
          class: { chosen: this.#isRowChosen(model.row) },
          [rowAttribute]: model.row,
        }),
      },
    });
    this.element.setAttribute('aria-hidden', 'true');
    this.element.addEventListener('aftergridrender', () => {
      const link = this.element.querySelector('revogr-attribution a');
      link?.setAttribute('tabindex', '-1');
    });
    this.element.addEventListener('aftercolumnresize', (event) => {
      for (const column of Object.values(event.detail)) {
        if (typeof column.prop === 'number' && column.size !== undefined) {
          this.#listener?.onResize(column.prop, column.size);
        }
      }
    });
    this.element.addEventListener('viewportscroll', () => this.#listener?.onScroll());
  }

  listen(listener: GridListener): void {
    this.#listener = listener;
  }

  /** Shows the workbook as it is now. */
  update(workbook: Workbook, sheet: Sheet, layout: Layout): void {
    const isSame =
      workbook === this.#workbook && this.#layout && isSameLayout(this.#layout, layout);
    this.#workbook = workbook;
    this.#sheet = sheet;
    if (isSame) {
      this.repaint();
      return;
    }
    this.#arrange(layout);
  }

  /** Draws what is in view again. */
  repaint(): void {
    this.#painting += 1;
    this.element.additionalData = {};
  }

  #arrange(layout: Layout): void {
    this.#painting += 1;
    const before = this.#layout;
    this.#layout = layout;
    const models = layout.rows.map((row) => ({ row }));
    this.#frozen = models.slice(0, layout.frozenRows);
    this.#rows = models.slice(layout.frozenRows);
    const { element } = this;
    element.rowSize = layout.rowHeight;
    element.columns = layout.columns.map(({ column, name, width }, index) =>
      this.#column(column, name, width, index < layout.frozenColumns),
    );
    element.rowDefinitions = [
      ...sizesOf(this.#frozen, layout.heights, 'rowPinStart' as const),
      ...sizesOf(this.#rows, layout.heights, 'rgRow' as const),
    ];
    element.pinnedTopSource = this.#frozen;
    element.source = this.#rows;
    if (before && before.sheetId !== layout.sheetId) {
      this.#scroller('vertical-inner')?.scrollTo({ top: 0 });
      this.element.querySelector('revogr-viewport-scroll.rgCol')?.scrollTo({ left: 0 });
    }
  }

  #column(column: number, name: string, width: number, isFrozen: boolean): ColumnRegular {
    // Asked for twice in a row, for the cell's style and for its content.
    let last: { row: number; painting: number; painted: Painted } | undefined;
    const paint = ({ model }: CellTemplateProp): Painted => {
      const { row } = model as RowModel;
      if (last?.row === row && last.painting === this.#painting) return last.painted;
      const painted = paintCell(this.#workbook, this.#sheet, row, column);
      last = { row, painting: this.#painting, painted };
      return painted;
    };
    return {
      prop: column,
      name,
      size: width,
      minSize: 12,
      ...(isFrozen ? { pin: 'colPinStart' as const } : {}),
      columnProperties: () => ({
        class: { chosen: this.#isColumnChosen(column) },
        [columnAttribute]: column,
      }),
      columnTemplate: (_h: unknown, { name: shown }: ColumnTemplateProp) => String(shown),
      cellProperties: (cell: CellTemplateProp) => {
        const { style, classes } = paint(cell);
        return {
          style,
          class: classes,
          [rowAttribute]: (cell.model as RowModel).row,
          [columnAttribute]: column,
        };
      },
      cellTemplate: (h, cell: CellTemplateProp) => {
        const { text, overflow, filter } = paint(cell);
        const run =
          overflow === undefined
            ? text
            : h('span', { class: 'run', style: { width: `${overflow}px` } }, text);
        if (!filter) return run;
        const state = { 'filter-button': true, filtering: filter.isFiltering };
        return [run, h('span', { class: state, 'aria-hidden': 'true' })];
      },
    };
  }

  #isRowChosen(row: number): boolean {
    return this.#sheet.selection.areas.some(({ top, bottom }) => row >= top && row <= bottom);
  }

  #isColumnChosen(column: number): boolean {
    return this.#sheet.selection.areas.some(({ left, right }) => column >= left && column <= right);
  }

  /** What lies under the pointer. */
  hit(target: EventTarget | null): Hit | undefined {
    if (!(target instanceof Element)) return undefined;
    const row = numberAt(target.closest(`[${rowAttribute}]`), rowAttribute);
    const column = numberAt(target.closest(`[${columnAttribute}]`), columnAttribute);
    return row === undefined && column === undefined ? undefined : { row, column };
  }

  /** The element of a cell, where it is in view. */
  cell(row: number, column: number): HTMLElement | undefined {
    const found = this.element.querySelector(
      `revogr-data [${rowAttribute}="${row}"][${columnAttribute}="${column}"]`,
    );
    return found instanceof HTMLElement ? found : undefined;
  }

  /** Where things above the cells lie, as the grid is scrolled now; undefined before it is drawn. */
  get ground(): Ground | undefined {
    const layout = this.#layout;
    if (!layout) return undefined;
    const across = this.element.querySelector('revogr-viewport-scroll.rgCol')?.scrollLeft ?? 0;
    const down = this.#scroller('vertical-inner')?.scrollTop ?? 0;
    return groundOf(layout, { across, down }, { across: headerWidth, down: headerHeight });
  }

  /** Rows that fit into the window, for PageUp and PageDown. */
  get pageRows(): number {
    const height = this.#scroller('vertical-inner')?.clientHeight ?? 0;
    return Math.max(1, Math.floor(height / (this.#layout?.rowHeight ?? 20)) - 1);
  }

  /** Scrolls just as far as it takes to see the cell. */
  reveal(row: number, column: number): void {
    const layout = this.#layout;
    if (!layout) return;
    const rowIndex = layout.rows.indexOf(row) - layout.frozenRows;
    if (rowIndex >= 0) {
      const firstRow = layout.rows[layout.frozenRows] ?? 0;
      let top = rowIndex * layout.rowHeight;
      for (const [other, height] of layout.heights) {
        if (other >= firstRow && other < row) top += height - layout.rowHeight;
      }
      const height = layout.heights.get(row) ?? layout.rowHeight;
      scrollInto(this.#scroller('vertical-inner'), 'Top', top, height);
    }
    const index = layout.columns.findIndex((one) => one.column === column);
    if (index < layout.frozenColumns) return;
    const moving = layout.columns.slice(layout.frozenColumns, index);
    const left = moving.reduce((sum, { width }) => sum + width, 0);
    const view = this.element.querySelector('revogr-viewport-scroll.rgCol');
    scrollInto(view ?? undefined, 'Left', left, layout.columns[index]?.width ?? 0);
  }

  #scroller(name: string): Element | undefined {
    return this.element.querySelector(`revogr-viewport-scroll.rgCol .${name}`) ?? undefined;
  }
}

function sizesOf<Type extends string>(
  models: readonly RowModel[],
  heights: ReadonlyMap<number, number>,
  type: Type,
): { type: Type; index: number; size: number }[] {
  if (heights.size === 0) return [];
  return models.flatMap(({ row }, index) => {
    const size = heights.get(row);
    return size === undefined ? [] : [{ type, index, size }];
  });
}

function numberAt(element: Element | null, attribute: string): number | undefined {
  const text = element?.getAttribute(attribute);
  return text ? Number(text) : undefined;
}

function scrollInto(
  scroller: Element | undefined,
  side: 'Top' | 'Left',
  start: number,
  size: number,
): void {
  if (!scroller) return;
  const [position, room] =
    side === 'Top'
      ? (['scrollTop', 'clientHeight'] as const)
      : (['scrollLeft', 'clientWidth'] as const);
  const from = scroller[position];
  if (start < from) scroller[position] = start;
  else if (start + size > from + scroller[room]) scroller[position] = start + size - scroller[room];
}
