import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { parseArea } from '../model/area.ts';
import { cellAt, putCell } from '../model/cells.ts';
import { newId } from '../model/create.ts';
import { defaultStyle, type Style } from '../model/style.ts';
import type { Cell, Sheet, Table, Workbook } from '../model/workbook.ts';

// For tests: files built part by part, and sheets filled by address.

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const relationships = (
  ...list: readonly [id: string, type: string, target: string][]
): string =>
  `<Relationships xmlns="${packageNamespace}/relationships">${list
    .map(([id, type, target]) => {
      const full = type.includes(':') ? type : `${office}/${type}`;
      return `<Relationship Id="${id}" Type="${full}" Target="${target}"/>`;
    })
    .join('')}</Relationships>`;

export const worksheet = (content: string, attributes = ''): string =>
  `<worksheet xmlns="${main}" xmlns:r="${office}"${attributes}>${content}</worksheet>`;

export const sharedStrings = (content: string): string => `<sst xmlns="${main}">${content}</sst>`;

export const styleSheet = (content: string): string =>
  `<styleSheet xmlns="${main}">${content}</styleSheet>`;

/** A file with one sheet "Data"; parts given replace those there or come on top. */
export function fileOf(parts: Readonly<Record<string, string>>): Uint8Array {
  const all: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    '_rels/.rels': relationships(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'styles', 'styles.xml'],
      ['rId3', 'sharedStrings', 'sharedStrings.xml'],
    ),
    'xl/worksheets/sheet1.xml': worksheet('<sheetData/>'),
    ...parts,
  };
  return zipSync(
    Object.fromEntries(Object.entries(all).map(([path, xml]) => [path, strToU8(xml)])),
  );
}

/** The parts of a file as text. */
export function partsOf(file: Uint8Array): Record<string, string> {
  const parts = Object.entries(unzipSync(file));
  return Object.fromEntries(parts.map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** A sheet's only cell area by address; for tests, where it is always right. */
export function area(address: string): NonNullable<ReturnType<typeof parseArea>> {
  const parsed = parseArea(address);
  if (!parsed) throw new Error(`${address} is no address`);
  return parsed;
}

export function put(sheet: Sheet, address: string, cell: Partial<Cell>): void {
  const { top, left } = area(address);
  putCell(sheet, top, left, { value: null, style: defaultStyle, ...cell });
}

export function get(sheet: Sheet | undefined, address: string): Cell | undefined {
  const { top, left } = area(address);
  return sheet && cellAt(sheet, top, left);
}

/** A style without the note of which file it came from. */
export function look(style: Style | undefined): Omit<Style, 'source'> | undefined {
  if (!style) return undefined;
  const { source: _source, ...rest } = style;
  return rest;
}

export function tableOf(
  workbook: Workbook,
  name: string,
  address: string,
  columns: readonly string[],
): Table {
  return {
    id: newId(workbook),
    name,
    area: area(address),
    showHeaders: true,
    showTotals: false,
    columns: columns.map((column, i) => ({ id: i + 1, name: column })),
    style: 'TableStyleMedium2',
    showBandedRows: true,
    showBandedColumns: false,
    highlightFirstColumn: false,
    highlightLastColumn: false,
    filter: { area: area(address), criteria: [] },
    sort: undefined,
    kept: undefined,
  };
}
