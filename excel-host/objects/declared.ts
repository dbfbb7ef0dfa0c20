import type { AddinFunctions } from '../addin-functions.ts';
import type {
  Chart,
  ChartSeries,
  CustomXmlPart,
  DefinedName,
  Sheet,
  Table,
  TableColumn,
  Workbook,
} from '../model/workbook.ts';
import type { Borders } from '../model/style.ts';
import type { Filtered } from '../operations/filter.ts';
import { HostClass } from '../wire/classes.ts';
import type { RangeTarget } from '../wire/host.ts';

/*
 * Every class of Excel's that the host has, with what an object of it stands for. The members are in
 * the files beside this one; here they are only declared, so that classes can mention one another.
 */

export interface InTable {
  readonly sheet: Sheet;
  readonly table: Table;
}
export interface InColumn extends InTable {
  readonly column: TableColumn;
}
export interface InChart {
  readonly sheet: Sheet;
  readonly chart: Chart;
}
export interface InSeries extends InChart {
  readonly series: ChartSeries;
}
export interface InRow extends InTable {
  /** From the first row of the body. */
  readonly index: number;
}
/** Several ranges of one sheet. */
export interface Ranges {
  readonly sheet: Sheet;
  readonly ranges: readonly RangeTarget[];
}
export interface InBorders {
  readonly ranges: readonly RangeTarget[];
}
export type BorderSide = keyof Borders | 'insideHorizontal' | 'insideVertical';
export interface OneBorder extends InBorders {
  readonly side: BorderSide;
}
export interface Named {
  /** Undefined for the names of the workbook. */
  readonly sheet: Sheet | undefined;
}
export interface TableScope {
  /** Undefined for the tables of the workbook. */
  readonly sheet: Sheet | undefined;
}
export interface FilterColumn extends Filtered {
  readonly offset: number;
}
export interface VisibleView {
  readonly range: RangeTarget;
  /** One row of the view, counted among its visible rows. */
  readonly index: number | undefined;
}

export const workbookClass = new HostClass<Workbook>('Workbook');
export const applicationClass = new HostClass<Workbook>('Application');
export const cultureInfoClass = new HostClass<Workbook>('CultureInfo');
export const numberFormatInfoClass = new HostClass<Workbook>('NumberFormatInfo');
export const datetimeFormatInfoClass = new HostClass<Workbook>('DatetimeFormatInfo');
export const runtimeClass = new HostClass<Workbook>('Runtime');
export const documentPropertiesClass = new HostClass<Workbook>('DocumentProperties');
export const functionsClass = new HostClass<Workbook>('Functions');
export const functionResultClass = new HostClass<{ readonly value: unknown }>('FunctionResult');
export const settingCollectionClass = new HostClass<Workbook>('SettingCollection');
export const settingClass = new HostClass<{ readonly key: string }>('Setting');
export const customXmlPartCollectionClass = new HostClass<Workbook>('CustomXmlPartCollection');
export const customXmlPartScopedCollectionClass = new HostClass<{ readonly namespace: string }>(
  'CustomXmlPartScopedCollection',
);
export const customXmlPartClass = new HostClass<CustomXmlPart>('CustomXmlPart');
/** Of Office rather than Excel; these are not among `allClasses`. */
export const appRuntimePersistenceServiceClass = new HostClass<Workbook>(
  'AppRuntimePersistenceService',
);
export const appRuntimeServiceClass = new HostClass<Workbook>('AppRuntimeService');
/** What Excel on the web is asked beside its workbook. */
export const wacWorkbookClass = new HostClass<Workbook>('WacWorkbook');
export const customFunctionsClass = new HostClass<AddinFunctions>('CustomFunctions');
export const addinInternalServiceClass = new HostClass<Workbook>('AddinInternalService');

export const worksheetCollectionClass = new HostClass<Workbook>('WorksheetCollection');
export const worksheetClass = new HostClass<Sheet>('Worksheet');
export const worksheetProtectionClass = new HostClass<Sheet>('WorksheetProtection');
export const freezePanesClass = new HostClass<Sheet>('WorksheetFreezePanes');
export const pageLayoutClass = new HostClass<Sheet>('PageLayout');
export const headerFooterGroupClass = new HostClass<Sheet>('HeaderFooterGroup');
export const headerFooterClass = new HostClass<Sheet>('HeaderFooter');
export const namedItemCollectionClass = new HostClass<Named>('NamedItemCollection');
export const namedItemClass = new HostClass<DefinedName>('NamedItem');

export const rangeClass = new HostClass<RangeTarget>('Range');
export const rangeAreasClass = new HostClass<Ranges>('RangeAreas');
export const rangeCollectionClass = new HostClass<Ranges>('RangeCollection');
export const rangeViewClass = new HostClass<VisibleView>('RangeView');
export const rangeViewCollectionClass = new HostClass<VisibleView>('RangeViewCollection');
export const rangeFormatClass = new HostClass<InBorders>('RangeFormat');
export const rangeFontClass = new HostClass<InBorders>('RangeFont');
export const rangeFillClass = new HostClass<InBorders>('RangeFill');
export const formatProtectionClass = new HostClass<InBorders>('FormatProtection');
export const rangeBorderCollectionClass = new HostClass<InBorders>('RangeBorderCollection');
export const rangeBorderClass = new HostClass<OneBorder>('RangeBorder');
export const rangeSortClass = new HostClass<RangeTarget>('RangeSort');

export const tableCollectionClass = new HostClass<TableScope>('TableCollection');
export const tableScopedCollectionClass = new HostClass<{ readonly tables: readonly InTable[] }>(
  'TableScopedCollection',
);
export const tableClass = new HostClass<InTable>('Table');
export const tableColumnCollectionClass = new HostClass<InTable>('TableColumnCollection');
export const tableColumnClass = new HostClass<InColumn>('TableColumn');
export const tableRowCollectionClass = new HostClass<InTable>('TableRowCollection');
export const tableRowClass = new HostClass<InRow>('TableRow');
export const tableSortClass = new HostClass<InTable>('TableSort');
export const autoFilterClass = new HostClass<Filtered>('AutoFilter');
export const filterClass = new HostClass<FilterColumn>('Filter');

export const chartCollectionClass = new HostClass<Sheet>('ChartCollection');
export const chartClass = new HostClass<InChart>('Chart');
export const chartTitleClass = new HostClass<InChart>('ChartTitle');
export const chartLegendClass = new HostClass<InChart>('ChartLegend');
export const chartSeriesCollectionClass = new HostClass<InChart>('ChartSeriesCollection');
export const chartSeriesClass = new HostClass<InSeries>('ChartSeries');

/** Of each class the one object that describes it, for the test against office.js's own schema. */
export const allClasses: readonly Pick<
  HostClass<unknown>,
  'name' | 'memberList' | 'isCollection' | 'hasIndexer'
>[] = [
  workbookClass,
  applicationClass,
  cultureInfoClass,
  numberFormatInfoClass,
  datetimeFormatInfoClass,
  runtimeClass,
  documentPropertiesClass,
  functionsClass,
  functionResultClass,
  settingCollectionClass,
  settingClass,
  customXmlPartCollectionClass,
  customXmlPartScopedCollectionClass,
  customXmlPartClass,
  worksheetCollectionClass,
  worksheetClass,
  worksheetProtectionClass,
  freezePanesClass,
  pageLayoutClass,
  headerFooterGroupClass,
  headerFooterClass,
  namedItemCollectionClass,
  namedItemClass,
  rangeClass,
  rangeAreasClass,
  rangeCollectionClass,
  rangeViewClass,
  rangeViewCollectionClass,
  rangeFormatClass,
  rangeFontClass,
  rangeFillClass,
  formatProtectionClass,
  rangeBorderCollectionClass,
  rangeBorderClass,
  rangeSortClass,
  tableCollectionClass,
  tableScopedCollectionClass,
  tableClass,
  tableColumnCollectionClass,
  tableColumnClass,
  tableRowCollectionClass,
  tableRowClass,
  tableSortClass,
  autoFilterClass,
  filterClass,
  chartCollectionClass,
  chartClass,
  chartTitleClass,
  chartLegendClass,
  chartSeriesCollectionClass,
  chartSeriesClass,
];
