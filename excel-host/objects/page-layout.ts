import { maxColumns, maxRows } from '../model/area.ts';
import type { PageLayout, Sheet } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { asFlag, asNumber, asText, isRecord, oneOf } from '../wire/args.ts';
import { child, method, type Property, property } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import {
  headerFooterClass,
  headerFooterGroupClass,
  pageLayoutClass,
  rangeAreasClass,
} from './declared.ts';
import { areaArgument, areaOfRange, notFound, rangeObject } from './reach.ts';

/** How a sheet is printed. */

function setLayout(sheet: Sheet, host: Host, values: Partial<PageLayout>): void {
  host.edit((edit) => {
    edit.assign(sheet.pageLayout, values);
    edit.tell({ what: 'layoutChanged', sheet: sheet.id });
  });
}

type Flag =
  | 'blackAndWhite'
  | 'centerHorizontally'
  | 'centerVertically'
  | 'draftMode'
  | 'printGridlines'
  | 'printHeadings';

function flag(key: Flag): Property<Sheet> {
  return property<Sheet>(
    9,
    ({ pageLayout }) => pageLayout[key],
    (sheet, value, host) => setLayout(sheet, host, { [key]: asFlag(value) }),
  );
}

function margin(key: keyof PageLayout['margins']): Property<Sheet> {
  return property<Sheet>(
    9,
    ({ pageLayout }) => pageLayout.margins[key],
    (sheet, value, host) =>
      setLayout(sheet, host, { margins: { ...sheet.pageLayout.margins, [key]: asNumber(value) } }),
  );
}

const units = { Points: 1, Inches: 72, Centimeters: 72 / 2.54 } as const;
const marginKeys = ['top', 'bottom', 'left', 'right', 'header', 'footer'] as const;

const lines = (first: number, last: number, isRows: boolean) =>
  isRows
    ? { top: first, bottom: last, left: 0, right: maxColumns - 1 }
    : { left: first, right: last, top: 0, bottom: maxRows - 1 };

pageLayoutClass.implement({
  orientation: property(
    9,
    ({ pageLayout }) => pageLayout.orientation,
    (sheet, value, host) =>
      setLayout(sheet, host, { orientation: oneOf(value, ['Portrait', 'Landscape']) }),
  ),
  paperSize: property(
    9,
    ({ pageLayout }) => pageLayout.paperSize,
    (sheet, value, host) => setLayout(sheet, host, { paperSize: asText(value) }),
  ),
  blackAndWhite: flag('blackAndWhite'),
  centerHorizontally: flag('centerHorizontally'),
  centerVertically: flag('centerVertically'),
  draftMode: flag('draftMode'),
  printGridlines: flag('printGridlines'),
  printHeadings: flag('printHeadings'),
  topMargin: margin('top'),
  bottomMargin: margin('bottom'),
  leftMargin: margin('left'),
  rightMargin: margin('right'),
  headerMargin: margin('header'),
  footerMargin: margin('footer'),
  zoom: property(
    9,
    ({ pageLayout }) => pageLayout.zoom,
    (sheet, value, host) => {
      if (!isRecord(value)) throw invalidArgument('A zoom has a scale, or pages to fit.');
      const pick = (key: string): Record<string, number> =>
        typeof value[key] === 'number' ? { [key]: value[key] } : {};
      const zoom = {
        ...pick('scale'),
        ...pick('horizontalFitToPages'),
        ...pick('verticalFitToPages'),
      };
      setLayout(sheet, host, { zoom });
    },
  ),
  headersFooters: child(9, (sheet) => headerFooterGroupClass.of(sheet)),

  setPrintMargins: method(9, (sheet, args, host) => {
    const unit = units[args.word(0, ['Points', 'Inches', 'Centimeters'])];
    const given = args.record(1);
    const margins = { ...sheet.pageLayout.margins };
    for (const key of marginKeys) {
      const value = given[key];
      if (typeof value === 'number') margins[key] = value * unit;
    }
    setLayout(sheet, host, { margins });
  }),
  setPrintArea: method(9, (sheet, args, host) => {
    const several = args.target(0, rangeAreasClass);
    const printArea = several
      ? several.ranges.map((range) => areaOfRange(range, host))
      : [areaArgument(args, 0, sheet, host).area];
    setLayout(sheet, host, { printArea });
  }),
  getPrintArea: method(9, (sheet, _args, host) => {
    const { printArea } = sheet.pageLayout;
    if (printArea.length === 0) throw notFound();
    return rangeAreasClass.of({ sheet, ranges: printArea.map((area) => host.range(sheet, area)) });
  }),
  getPrintAreaOrNullObject: method(9, (sheet, _args, host) => {
    const { printArea } = sheet.pageLayout;
    if (printArea.length === 0) return null;
    return rangeAreasClass.of({ sheet, ranges: printArea.map((area) => host.range(sheet, area)) });
  }),
  setPrintTitleRows: method(9, (sheet, args, host) => {
    const { top, bottom } = areaArgument(args, 0, sheet, host).area;
    setLayout(sheet, host, { titleRows: { first: top, last: bottom } });
  }),
  setPrintTitleColumns: method(9, (sheet, args, host) => {
    const { left, right } = areaArgument(args, 0, sheet, host).area;
    setLayout(sheet, host, { titleColumns: { first: left, last: right } });
  }),
  getPrintTitleRowsOrNullObject: method(9, (sheet, _args, host) => {
    const { titleRows } = sheet.pageLayout;
    return titleRows
      ? rangeObject(host, sheet, lines(titleRows.first, titleRows.last, true))
      : null;
  }),
  getPrintTitleColumnsOrNullObject: method(9, (sheet, _args, host) => {
    const { titleColumns: title } = sheet.pageLayout;
    return title ? rangeObject(host, sheet, lines(title.first, title.last, false)) : null;
  }),
});

headerFooterGroupClass.implement({
  state: property(9, () => 'Default'),
  defaultForAllPages: child(9, (sheet) => headerFooterClass.of(sheet)),
});

/** Of a whole header or footer, with the codes that part its sections. */
const longestHeader = 255;

function requireShortHeader(words: PageLayout['headerFooter']): void {
  const { leftHeader, centerHeader, rightHeader, leftFooter, centerFooter, rightFooter } = words;
  const headers = [leftHeader, centerHeader, rightHeader];
  for (const sections of [headers, [leftFooter, centerFooter, rightFooter]]) {
    const length = sections.reduce((sum, text) => sum + (text === '' ? 0 : text.length + 2), 0);
    if (length > longestHeader) {
      throw invalidArgument(`A header or footer holds ${longestHeader} characters at most.`);
    }
  }
}

function pagePart(key: keyof PageLayout['headerFooter']): Property<Sheet> {
  return property<Sheet>(
    9,
    ({ pageLayout }) => pageLayout.headerFooter[key],
    (sheet, value, host) => {
      const headerFooter = { ...sheet.pageLayout.headerFooter, [key]: asText(value) };
      requireShortHeader(headerFooter);
      setLayout(sheet, host, { headerFooter });
    },
  );
}

headerFooterClass.implement({
  leftHeader: pagePart('leftHeader'),
  centerHeader: pagePart('centerHeader'),
  rightHeader: pagePart('rightHeader'),
  leftFooter: pagePart('leftFooter'),
  centerFooter: pagePart('centerFooter'),
  rightFooter: pagePart('rightFooter'),
});
