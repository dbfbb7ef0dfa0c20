import type { Workbook } from '../model/workbook.ts';
import { writeChart } from './charts-write.ts';
import { readPalette } from './colors.ts';
import { copyRelated } from './copy-parts.ts';
import { escapeText } from './escape.ts';
import { renameSheets } from '../formulas/references.ts';
import type { KeptSheet, KeptWorkbook, SheetPlace } from './kept.ts';
import { metadataWriter } from './metadata.ts';
import { Package } from './package.ts';
import { writeCustomXml, writeProperties } from './properties.ts';
import { writeSettings } from './settings.ts';
import { customNaming } from './custom-names.ts';
import { writeSheet } from './sheet-write.ts';
import { SharedStringWriter } from './strings.ts';
import { readFormats } from './styles-read.ts';
import { FormatWriter } from './styles-write.ts';
import { tableWriter } from './table-parts.ts';
import { contentTypes, newWorkbookParts } from './template.ts';
import { writeWorkbook } from './workbook-write.ts';
import { namespaces, parseXml, printXml, rootOf } from './xml.ts';

export interface SaveOptions {
  /** Id of the add-in whose settings the workbook carries. */
  readonly addIn?: string;
  /** False makes a larger file in half the time. */
  readonly isCompressed?: boolean;
}

const stringsType = `${namespaces.relationships}/sharedStrings`;

function placeSheets(workbook: Workbook, pack: Package, file: string | undefined): SheetPlace[] {
  return workbook.sheets.map((sheet) => {
    const note = sheet.kept as KeptSheet | undefined;
    const kept = note && note.file === file ? note : undefined;
    if (kept?.id === sheet.id) return { sheet, path: kept.path, kept, isOriginal: true };
    const path = pack.newPath('xl/worksheets/sheet', '.xml');
    pack.put(path, '', contentTypes.sheet);
    const copied = kept ? copyRelated(pack, kept.path, path) : [];
    return { sheet, path, kept, isOriginal: false, copied };
  });
}

/** Charts know their cells by the names of sheets; those of a copied sheet show the copy's cells. */
function renameInCharts(pack: Package, places: readonly SheetPlace[], renamed: Renamed): void {
  const ofCopies = places.flatMap(({ sheet, kept, copied = [] }) => {
    const own = new Map([[kept?.name.toLowerCase() ?? '', sheet.name]]);
    for (const path of copied) renameIn(pack, [path], new Map([...renamed, ...own]));
    return copied;
  });
  const others = new Set(pack.paths());
  for (const path of ofCopies) others.delete(path);
  renameIn(pack, [...others], renamed);
}

type Renamed = ReadonlyMap<string, string>;

function renameIn(pack: Package, paths: readonly string[], renamed: Renamed): void {
  if (renamed.size === 0) return;
  for (const path of paths.filter((one) => /\/charts?(?:ex)?\//iu.test(one))) {
    const xml = pack.text(path);
    if (xml === undefined || !path.endsWith('.xml')) continue;
    const changed = xml.replaceAll(
      /(<(?:\w+:)?f(?:\s[^>]*)?>)([^<]*)(?=<)/gu,
      (_all, tag: string, text: string) => {
        const formula = rootOf(parseXml(`<f>${text}</f>`)).textContent ?? '';
        return tag + escapeText(renameSheets(formula, renamed));
      },
    );
    if (changed !== xml) pack.put(path, changed);
  }
}

/** The workbook as an .xlsx file: what it was opened from, with all that is known of it put right. */
export function saveXlsx(
  workbook: Workbook,
  { addIn, isCompressed = true }: SaveOptions = {},
): Uint8Array {
  const kept = workbook.kept as KeptWorkbook | undefined;
  const pack = new Package(kept?.parts ?? newWorkbookParts);
  const workbookPath = kept?.workbookPath ?? 'xl/workbook.xml';
  const stylesPath = pack.related(workbookPath, '/styles')?.target ?? 'xl/styles.xml';
  const template = new Package(newWorkbookParts).text('xl/styles.xml') ?? '';
  const styles = parseXml(pack.text(stylesPath) ?? template);
  const themeXml = pack.text(pack.related(workbookPath, '/theme')?.target ?? '');
  const theme = themeXml === undefined ? undefined : rootOf(parseXml(themeXml));
  const file = kept?.file;
  const formats = new FormatWriter(
    styles,
    readFormats(rootOf(styles), theme, file ?? ''),
    file ?? '',
  );
  const strings = new SharedStringWriter();

  const places = placeSheets(workbook, pack, file);
  const renamed = new Map(
    places.flatMap(({ sheet, kept, isOriginal }) =>
      isOriginal && kept && kept.name !== sheet.name ? [[kept.name.toLowerCase(), sheet.name]] : [],
    ),
  );
  const tableNames = new Set(
    workbook.sheets.flatMap(({ tables }) => tables.map(({ name }) => name.toLowerCase())),
  );
  const context = {
    pack,
    formats,
    strings,
    renamed,
    palette: readPalette(theme, rootOf(styles)),
    dynamicMetadata: metadataWriter(pack, workbookPath),
    isTable: (name: string) => tableNames.has(name.toLowerCase()),
    customName: customNaming(workbook),
    writeTable: tableWriter(workbook, pack, file),
  };
  const charts = places.flatMap(({ sheet, path, kept }) =>
    writeSheet(sheet, path, kept, { ...context, isActive: sheet.id === workbook.activeSheet }),
  );
  renameInCharts(pack, places, renamed);
  for (const chart of charts) writeChart(workbook, pack, chart);

  pack.put(stylesPath, printXml(styles), contentTypes.styles);
  pack.relate(workbookPath, `${namespaces.relationships}/styles`, stylesPath);
  const stringsPath =
    pack.related(workbookPath, '/sharedStrings')?.target ?? 'xl/sharedStrings.xml';
  pack.put(stringsPath, strings.print(), contentTypes.strings);
  pack.relate(workbookPath, stringsType, stringsPath);
  writeWorkbook(workbook, pack, workbookPath, places);
  writeSettings(pack, workbook.settings, addIn);
  writeCustomXml(pack, workbookPath, workbook);
  writeProperties(pack, workbook.properties);
  return pack.pack(isCompressed);
}
