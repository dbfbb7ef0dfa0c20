import type { Area } from './area.ts';
import type { CustomFunctions } from './custom-functions.ts';
import type { Style } from './style.ts';
import type { Touched } from './touched.ts';
import type { CellValue } from './value.ts';

/*
 * The workbook that everything in excel-host shares: plain data, no DOM, no Node, nothing of office.js.
 * The xlsx reader builds it, the interpreter and the person's actions change it through `edit.ts`,
 * recalculation fills in the values of formulas. Rows, columns and positions count from zero.
 */

export interface Workbook {
  /** File name with extension, "Ledger.xlsx". */
  name: string;
  /** True: serial 0 is 1 January 1904. */
  date1904: boolean;
  culture: Culture;
  sheets: Sheet[];
  /** Id of the active sheet. */
  activeSheet: string;
  /** Workbook-wide and sheet-wide names. */
  names: DefinedName[];
  /** The add-in's settings, kept inside the file (JSON values). */
  settings: Map<string, unknown>;
  customXmlParts: CustomXmlPart[];
  properties: DocumentProperties;
  calculationMode: 'Automatic' | 'AutomaticExceptTables' | 'Manual';
  /** Something changed since formulas were last calculated. */
  stale: boolean;
  /** What it was; undefined where that is not known. */
  touched: Touched | undefined;
  /** True while the file has changes that were not saved. */
  isDirty: boolean;
  /** Called after every change; undo, events and a visible grid listen here. */
  readonly observers: Set<(change: Change) => void>;
  /** Functions of add-ins that formulas may call. */
  functions: CustomFunctions | undefined;
  /** Where the xlsx reader hangs what it does not understand, for the writer. */
  kept: unknown;
  /** Last number given out by {@link newId}. */
  lastId: number;
}

export interface Culture {
  /** "en-US", "de-DE". */
  readonly name: string;
  readonly decimalSeparator: string;
  readonly thousandsSeparator: string;
  readonly dateSeparator: string;
  readonly timeSeparator: string;
  readonly shortDatePattern: string;
  readonly longDatePattern: string;
  readonly longTimePattern: string;
  readonly currencySymbol: string;
}

export interface CustomXmlPart {
  readonly id: string;
  readonly namespace: string;
  xml: string;
}

export interface DocumentProperties {
  title: string;
  subject: string;
  author: string;
  keywords: string;
  comments: string;
  category: string;
  manager: string;
  company: string;
  lastAuthor: string;
  /** Milliseconds since 1970, UTC. */
  created: number;
}

export interface Sheet {
  /** Stable while the workbook is open, "{00000000-0001-0000-0000-000000000000}". */
  readonly id: string;
  name: string;
  visibility: 'Visible' | 'Hidden' | 'VeryHidden';
  /** Sparse: `rows[4]` is row 5 or undefined. `length` is no promise about used cells. */
  rows: (Row | undefined)[];
  /** Sparse: only columns that differ from the default. */
  columns: (Column | undefined)[];
  /** Characters as xlsx counts them: 9.140625 is 64 pixels, 48 points. */
  defaultColumnWidth: number;
  /** Points. */
  defaultRowHeight: number;
  merges: Area[];
  tables: Table[];
  /** The sheet's own filter, beside those of its tables. */
  autoFilter: AutoFilter | undefined;
  protection: Protection | undefined;
  /** Rows above and columns left of the split. */
  freeze: { rows: number; columns: number } | undefined;
  pageLayout: PageLayout;
  /** The selected cells; the first area holds the active cell. */
  selection: { areas: Area[]; activeRow: number; activeColumn: number };
  showGridlines: boolean;
  showHeadings: boolean;
  /** "#RRGGBB" or "". */
  tabColor: string;
  conditionalFormats: ConditionalFormat[];
  validations: Validation[];
  notes: Note[];
  charts: Chart[];
  /** Id of the chart that is selected. */
  selectedChart: string | undefined;
  /** Of pictures, shapes and charts. */
  anchors: Anchor[];
  kept: unknown;
}

export interface Row {
  /** Sparse: `cells[2]` is column C or undefined. */
  cells: (Cell | undefined)[];
  /** Points; undefined is automatic. */
  height?: number;
  /** By hand or by a filter. */
  hidden?: boolean;
  /** Of the cells in this row that do not exist. */
  style?: Style;
  /** What the file says besides (outline level), for the writer. */
  kept?: unknown;
}

/** Never changed in place: columns of one run may share the object. */
export interface Column {
  /** Characters as xlsx counts them. */
  readonly width?: number;
  readonly hidden?: boolean;
  readonly style?: Style;
  /** What the file says besides (outline level), for the writer. */
  readonly kept?: unknown;
}

/** Never changed in place: replace it, so that an undo may keep the old one. */
export interface Cell {
  readonly value: CellValue;
  /** In US English, without the "=" that it begins with. Its result is `value`. */
  readonly formula?: string;
  /** The area of an array formula (legacy) or of a spilled result, on its first cell. */
  readonly spill?: { readonly area: Area; readonly legacy: boolean };
  /** On the other cells of such an area: where the formula stands. */
  readonly spilledFrom?: { readonly row: number; readonly column: number };
  /** Typed with a leading apostrophe: text, whatever it looks like. */
  readonly quotePrefix?: boolean;
  readonly hyperlink?: Hyperlink;
  readonly style: Style;
  /** What the file says besides (runs of rich text), for the writer; void once the value is another. */
  readonly kept?: unknown;
}

export interface Hyperlink {
  readonly address?: string;
  readonly documentReference?: string;
  readonly screenTip?: string;
}

export interface Table {
  readonly id: string;
  name: string;
  /** Headers, body and total row together. */
  area: Area;
  showHeaders: boolean;
  showTotals: boolean;
  /** True while the table has no rows yet: its one body row is the blank one to type into. */
  insertRow?: boolean;
  columns: TableColumn[];
  /** "TableStyleMedium2", or "" for none. */
  style: string;
  showBandedRows: boolean;
  showBandedColumns: boolean;
  highlightFirstColumn: boolean;
  highlightLastColumn: boolean;
  /** Undefined where the filter buttons are off. Its area is the table's without the total row. */
  filter: AutoFilter | undefined;
  sort: SortState | undefined;
  kept: unknown;
}

export interface TableColumn {
  readonly id: number;
  name: string;
  /** Filled into new rows, without "=". */
  calculatedFormula?: string;
  /** As xlsx names it: sum, average, count, countNums, max, min, stdDev, var, custom. */
  totalsFunction?: string;
  totalsLabel?: string;
  kept?: unknown;
}

export interface AutoFilter {
  /** The headers' row included. */
  area: Area;
  /** By column offset; undefined is unfiltered. */
  criteria: (FilterCriteria | undefined)[];
  /** False once the data under it changed and it was not applied again. */
  kept?: unknown;
}

/** As Excel.FilterCriteria. */
export interface FilterCriteria {
  readonly filterOn:
    | 'BottomItems'
    | 'BottomPercent'
    | 'CellColor'
    | 'Dynamic'
    | 'FontColor'
    | 'Values'
    | 'TopItems'
    | 'TopPercent'
    | 'Icon'
    | 'Custom';
  readonly criterion1?: string;
  readonly criterion2?: string;
  readonly operator?: 'And' | 'Or';
  /** Shown texts, or dates with the part that counts. */
  readonly values?: readonly (string | { readonly date: string; readonly specificity: string })[];
  readonly dynamicCriteria?: string;
  readonly color?: string;
}

export interface SortState {
  /** As Excel.SortField: `key` is the column's offset. */
  readonly fields: readonly { readonly key: number; readonly ascending: boolean }[];
  readonly matchCase: boolean;
}

export interface Protection {
  /** Only a hash is in the file; an opened file's password cannot be tried. */
  readonly password?: string;
  /** As Excel.WorksheetProtectionOptions (allowFormatCells…); absent is not allowed. */
  readonly options: Readonly<Record<string, boolean | string>>;
  readonly kept?: unknown;
}

export interface PageLayout {
  orientation: 'Portrait' | 'Landscape';
  /** As Excel.PaperType. */
  paperSize: string;
  /** Points. */
  margins: {
    top: number;
    bottom: number;
    left: number;
    right: number;
    header: number;
    footer: number;
  };
  centerHorizontally: boolean;
  centerVertically: boolean;
  blackAndWhite: boolean;
  draftMode: boolean;
  printGridlines: boolean;
  printHeadings: boolean;
  /** Either a scale in percent or pages to fit. */
  zoom: { scale?: number; horizontalFitToPages?: number; verticalFitToPages?: number };
  printArea: Area[];
  titleRows: { first: number; last: number } | undefined;
  titleColumns: { first: number; last: number } | undefined;
  headerFooter: {
    leftHeader: string;
    centerHeader: string;
    rightHeader: string;
    leftFooter: string;
    centerFooter: string;
    rightFooter: string;
  };
}

export interface DefinedName {
  name: string;
  /** Id of the sheet that the name belongs to; undefined for the whole workbook. */
  readonly sheet: string | undefined;
  /** Without the "=": "Data!$A$1:$B$9", "0.2". */
  formula: string;
  comment: string;
  visible: boolean;
}

/** Moves with its cells; what it says is the file's own business. */
export interface ConditionalFormat {
  areas: Area[];
  readonly kept: unknown;
}

export interface Validation {
  areas: Area[];
  /** As Excel.DataValidationRule, where it was understood. */
  readonly rule?: Readonly<Record<string, unknown>>;
  readonly kept?: unknown;
}

export interface Note {
  row: number;
  column: number;
  author: string;
  text: string;
  kept?: unknown;
}

/** A chart above the cells, as far as the host knows charts; the rest of it stays in its part as read. */
export interface Chart {
  readonly id: string;
  name: string;
  /** As Excel.ChartType; undefined where the file has a kind that the host does not know. */
  type: string | undefined;
  /** Without a text of its own it says what Excel makes of the series. */
  title: {
    readonly text: string | undefined;
    readonly isShown: boolean;
    readonly overlaps: boolean;
  };
  legend: {
    readonly position: LegendPosition;
    readonly isShown: boolean;
    readonly overlaps: boolean;
  };
  /** In the order in which they are drawn. */
  series: ChartSeries[];
  /** One of the sheet's `anchors`. */
  readonly anchor: Anchor;
  kept: unknown;
}

export type LegendPosition = 'Top' | 'Bottom' | 'Left' | 'Right' | 'Corner';

/** Cells that a chart draws, by formulas that name their sheet: "Data!$B$2:$B$9". */
export interface ChartSeries {
  /** A text, or the cell that has it; without one it is "Series1". */
  name: { readonly text?: string; readonly formula?: string };
  values: string;
  categories: string | undefined;
  /** Its place among the series of the file, if it was one. */
  readonly kept?: number;
}

/** Where something that lies above the cells hangs; its drawing is kept as read. */
export interface Anchor {
  from: AnchorCorner;
  /** Absent where its size is its own. */
  to?: AnchorCorner;
  /** Its own size, in EMU. */
  size?: { readonly width: number; readonly height: number };
  readonly moves: 'MovesAndSizes' | 'Moves' | 'Never';
  /** Its place in the file's drawing; absent where it is new. */
  readonly kept?: number;
}

/** A cell, and how far from its upper left corner (in EMU, 12,700 to the point). */
export interface AnchorCorner {
  readonly row: number;
  readonly column: number;
  readonly rowOffset: number;
  readonly columnOffset: number;
}

/** One edit, for whoever observes the workbook: what happened, and how to take it back. */
export interface Change {
  readonly happenings: readonly Happening[];
  /** Puts everything back as it was; edits made since must have been taken back before. */
  readonly undo: () => void;
  /** After `undo`: makes the edit again. */
  readonly redo: () => void;
}

export interface Happening {
  readonly what: HappeningKind;
  /** Id of the sheet, where there is one. */
  readonly sheet?: string;
  readonly area?: Area;
  /** Where cells went when some were put in or taken out. */
  readonly shift?: 'Down' | 'Right' | 'Up' | 'Left';
  /** Cells that were cut and put elsewhere on their sheet or another. */
  readonly moved?: readonly Piece[];
  /** Id of the table. */
  readonly table?: string;
  /** Where one cell alone was edited. */
  readonly cell?: { readonly before: Cell | undefined; readonly after: Cell | undefined };
  /** Of things renamed, hidden or deleted. */
  readonly before?: string;
  readonly after?: string;
}

/** Cells that go so many rows and columns further. */
export interface Piece {
  readonly area: Area;
  readonly down: number;
  readonly right: number;
}

export type HappeningKind =
  | 'cellsEdited'
  | 'cellsFormatted'
  | 'rowsInserted'
  | 'rowsDeleted'
  | 'columnsInserted'
  | 'columnsDeleted'
  | 'cellsInserted'
  | 'cellsDeleted'
  | 'layoutChanged'
  | 'rowsHidden'
  | 'rowsShown'
  | 'rowsSorted'
  | 'filtered'
  | 'sheetAdded'
  | 'sheetDeleted'
  | 'sheetRenamed'
  | 'sheetMoved'
  | 'sheetVisibilityChanged'
  | 'sheetActivated'
  | 'sheetDeactivated'
  | 'selectionChanged'
  | 'protectionChanged'
  | 'tableAdded'
  | 'tableChanged'
  | 'tableDeleted'
  | 'chartAdded'
  | 'chartChanged'
  | 'chartDeleted'
  | 'chartSelected'
  | 'namesChanged'
  | 'settingsChanged'
  | 'customXmlChanged'
  | 'propertiesChanged';
