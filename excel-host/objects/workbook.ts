import { areaOf } from '../model/area.ts';
import { errorValue } from '../model/value.ts';
import type { DocumentProperties, Workbook } from '../model/workbook.ts';
import { serialOf } from '../operations/serial.ts';
import { activeSheet } from '../operations/find.ts';
import { asFlag, asText, oneOf } from '../wire/args.ts';
import { child, method, type Property, property } from '../wire/classes.ts';
import { readEventRange } from '../wire/events.ts';
import {
  addinInternalServiceClass,
  appRuntimePersistenceServiceClass,
  appRuntimeServiceClass,
  applicationClass,
  cultureInfoClass,
  customXmlPartCollectionClass,
  datetimeFormatInfoClass,
  documentPropertiesClass,
  functionResultClass,
  functionsClass,
  namedItemCollectionClass,
  numberFormatInfoClass,
  rangeAreasClass,
  runtimeClass,
  settingCollectionClass,
  tableCollectionClass,
  workbookClass,
  wacWorkbookClass,
  worksheetCollectionClass,
} from './declared.ts';
import { notFound, rangeObject } from './reach.ts';

workbookClass.implement({
  name: property(7, (workbook) => workbook.name),
  isDirty: property(
    9,
    (workbook) => workbook.isDirty,
    (workbook, value) => {
      workbook.isDirty = asFlag(value);
    },
  ),
  readOnly: property(8, () => false),
  autoSave: property(9, () => false),
  previouslySaved: property(9, () => true),

  application: child(1, (workbook) => applicationClass.of(workbook)),
  worksheets: child(1, (workbook) => worksheetCollectionClass.of(workbook)),
  tables: child(1, () => tableCollectionClass.of({ sheet: undefined })),
  names: child(1, () => namedItemCollectionClass.of({ sheet: undefined })),
  settings: child(4, (workbook) => settingCollectionClass.of(workbook)),
  customXmlParts: child(5, (workbook) => customXmlPartCollectionClass.of(workbook)),
  properties: child(7, (workbook) => documentPropertiesClass.of(workbook)),
  functions: child(2, (workbook) => functionsClass.of(workbook)),
  _Runtime: child(5, (workbook) => runtimeClass.of(workbook)),

  getSelectedRange: method(1, (workbook, _args, host) => {
    const sheet = activeSheet(workbook);
    const [area = areaOf(0, 0)] = sheet.selection.areas;
    return rangeObject(host, sheet, area);
  }),
  getSelectedRanges: method(9, (workbook, _args, host) => {
    const sheet = activeSheet(workbook);
    const ranges = sheet.selection.areas.map((area) => host.range(sheet, area));
    return rangeAreasClass.of({ sheet, ranges });
  }),
  getActiveCell: method(7, (workbook, _args, host) => {
    const sheet = activeSheet(workbook);
    const { activeRow, activeColumn } = sheet.selection;
    return rangeObject(host, sheet, areaOf(activeRow, activeColumn));
  }),

  _GetRangeForEventByReferenceId: method(1, (workbook, args, host) => {
    const found = readEventRange(workbook, args.text(0));
    if (!found) throw notFound();
    return rangeObject(host, found.sheet, found.area);
  }),
  _GetRangeOrNullObjectForEventByReferenceId: method(1, (workbook, args, host) => {
    const found = readEventRange(workbook, args.text(0));
    return found ? rangeObject(host, found.sheet, found.area) : null;
  }),
  _RemoveReference: method(1, (_workbook, args, host) => host.release(args.text(0))),
  _RemoveAllReferences: method(1, (_workbook, _args, host) => host.releaseAll()),
  _GetReferenceCount: method(1, (_workbook, _args, host) => host.keptCount()),
});

wacWorkbookClass.implement({
  createAndOpenWorkbook: method(8, (_workbook, args, host) => {
    const file = args.at(0);
    host.openWorkbook(typeof file === 'string' && file !== '' ? bytesOf(file) : null);
  }),
});

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

const modes = ['Automatic', 'AutomaticExceptTables', 'Manual'] as const;

applicationClass.implement({
  calculationMode: property(
    1,
    ({ calculationMode }) => calculationMode,
    (workbook, value, host) => {
      const calculationMode = oneOf(value, modes);
      host.edit((edit) => edit.assign(workbook, { calculationMode }));
    },
  ),
  calculationState: property(9, ({ stale }) => (stale ? 'Pending' : 'Done')),
  decimalSeparator: property(11, ({ culture }) => culture.decimalSeparator),
  thousandsSeparator: property(11, ({ culture }) => culture.thousandsSeparator),
  useSystemSeparators: property(11, () => true),
  cultureInfo: child(11, (workbook) => cultureInfoClass.of(workbook)),
  calculate: method(1, (_workbook, args, host) => {
    args.word(0, ['Recalculate', 'Full', 'FullRebuild']);
    host.calculate(true);
  }),
  // The host draws nothing by itself; a visible grid redraws after a batch.
  suspendScreenUpdatingUntilNextSync: method(9, () => undefined),
  suspendApiCalculationUntilNextSync: method(6, (_workbook, _args, host) =>
    host.suspendCalculation(),
  ),
});

cultureInfoClass.implement({
  name: property(11, ({ culture }) => culture.name),
  numberFormat: child(11, (workbook) => numberFormatInfoClass.of(workbook)),
  datetimeFormat: child(12, (workbook) => datetimeFormatInfoClass.of(workbook)),
});

numberFormatInfoClass.implement({
  numberDecimalSeparator: property(11, ({ culture }) => culture.decimalSeparator),
  numberGroupSeparator: property(11, ({ culture }) => culture.thousandsSeparator),
});

datetimeFormatInfoClass.implement({
  dateSeparator: property(12, ({ culture }) => culture.dateSeparator),
  timeSeparator: property(12, ({ culture }) => culture.timeSeparator),
  shortDatePattern: property(12, ({ culture }) => culture.shortDatePattern),
  longDatePattern: property(12, ({ culture }) => culture.longDatePattern),
  longTimePattern: property(12, ({ culture }) => culture.longTimePattern),
});

runtimeClass.implement({});

/** A property of the file that add-ins may change. */
function text(key: Exclude<keyof DocumentProperties, 'created'>): Property<Workbook> {
  return property<Workbook>(
    7,
    ({ properties }) => properties[key],
    ({ properties }, value, host) => {
      const given = asText(value);
      host.edit((edit) => {
        edit.assign(properties, { [key]: given });
        edit.tell({ what: 'propertiesChanged' });
      });
    },
  );
}

documentPropertiesClass.implement({
  title: text('title'),
  subject: text('subject'),
  author: text('author'),
  keywords: text('keywords'),
  comments: text('comments'),
  category: text('category'),
  manager: text('manager'),
  company: text('company'),
  lastAuthor: property(7, ({ properties }) => properties.lastAuthor),
  creationDate: property(7, ({ properties }) => new Date(properties.created).toISOString()),
});

/** Of Excel's functions only the one that tells an add-in which date system the workbook has. */
functionsClass.implement({
  date: method(2, ({ date1904 }, args) => {
    const serial = serialOf(args.whole(0), args.whole(1), args.whole(2), date1904);
    return functionResultClass.of({ value: serial ?? errorValue('#NUM!')?.error });
  }),
});

functionResultClass.implement({
  value: property(2, ({ value }) => value),
  error: property(2, () => null),
});

appRuntimeServiceClass.implement({
  getAppRuntimeState: method(1, (_workbook, _args, host) =>
    host.paneIsVisible ? 'Visible' : 'Background',
  ),
  setAppRuntimeState: method(1, (_workbook, args, host) => {
    const state = args.text(0);
    if (state !== 'Visible' && state !== 'Background')
      throw args.refuse(0, 'Visible or Background');
    host.showPane(state === 'Visible');
  }),
});

appRuntimePersistenceServiceClass.implement({
  getAppRuntimeStartState: method(1, (_workbook, _args, host) =>
    host.loadsAtStart ? 'Background' : 'Inactive',
  ),
  setAppRuntimeStartState: method(1, (_workbook, args, host) => {
    host.loadsAtStart = args.word(0, ['Background', 'Inactive']) === 'Background';
  }),
});

addinInternalServiceClass.implement({
  notifyActionHandlerReady: method(1, () => undefined),
});
