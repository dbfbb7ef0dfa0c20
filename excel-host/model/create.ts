import type { Culture, PageLayout, Sheet, Workbook } from './workbook.ts';

export const usCulture: Culture = {
  name: 'en-US',
  decimalSeparator: '.',
  thousandsSeparator: ',',
  dateSeparator: '/',
  timeSeparator: ':',
  shortDatePattern: 'M/d/yyyy',
  longDatePattern: 'dddd, MMMM d, yyyy',
  longTimePattern: 'h:mm:ss tt',
  currencySymbol: '$',
};

/** A workbook without sheets; Excel never shows one, so add at least one with {@link addSheet}. */
export function createWorkbook(name = 'Book1.xlsx', culture: Culture = usCulture): Workbook {
  return {
    name,
    date1904: false,
    culture,
    sheets: [],
    activeSheet: '',
    names: [],
    settings: new Map(),
    customXmlParts: [],
    properties: {
      title: '',
      subject: '',
      author: '',
      keywords: '',
      comments: '',
      category: '',
      manager: '',
      company: '',
      lastAuthor: '',
      created: 0,
    },
    calculationMode: 'Automatic',
    stale: false,
    touched: undefined,
    functions: undefined,
    isDirty: false,
    observers: new Set(),
    kept: undefined,
    lastId: 0,
  };
}

/** An empty sheet at the end, made active where it is the first. Names are not checked here. */
export function addSheet(workbook: Workbook, name: string): Sheet {
  const sheet = emptySheet(newId(workbook), name);
  workbook.sheets.push(sheet);
  if (workbook.activeSheet === '') workbook.activeSheet = sheet.id;
  return sheet;
}

/** An id as Excel gives them to sheets and tables. */
export function newId(workbook: Workbook): string {
  workbook.lastId += 1;
  const number = workbook.lastId.toString(16).toUpperCase().padStart(4, '0');
  return `{00000000-${number}-0000-0000-000000000000}`;
}

export function emptySheet(id: string, name: string): Sheet {
  return {
    id,
    name,
    visibility: 'Visible',
    rows: [],
    columns: [],
    defaultColumnWidth: 9.140625,
    defaultRowHeight: 15,
    merges: [],
    tables: [],
    autoFilter: undefined,
    protection: undefined,
    freeze: undefined,
    pageLayout: defaultPageLayout(),
    selection: {
      areas: [{ top: 0, left: 0, bottom: 0, right: 0 }],
      activeRow: 0,
      activeColumn: 0,
    },
    showGridlines: true,
    showHeadings: true,
    tabColor: '',
    conditionalFormats: [],
    validations: [],
    notes: [],
    charts: [],
    selectedChart: undefined,
    anchors: [],
    kept: undefined,
  };
}

export function defaultPageLayout(): PageLayout {
  return {
    orientation: 'Portrait',
    paperSize: 'Letter',
    margins: { top: 54, bottom: 54, left: 50.4, right: 50.4, header: 21.6, footer: 21.6 },
    centerHorizontally: false,
    centerVertically: false,
    blackAndWhite: false,
    draftMode: false,
    printGridlines: false,
    printHeadings: false,
    zoom: { scale: 100 },
    printArea: [],
    titleRows: undefined,
    titleColumns: undefined,
    headerFooter: {
      leftHeader: '',
      centerHeader: '',
      rightHeader: '',
      leftFooter: '',
      centerFooter: '',
      rightFooter: '',
    },
  };
}
