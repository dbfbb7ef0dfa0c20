import { strToU8 } from 'fflate';
import type { Parts } from './zip.ts';
import { namespaces, xmlDeclaration } from './xml.ts';

const main = `xmlns="${namespaces.main}"`;
const office = namespaces.relationships;
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const contentTypes = {
  sheet: `${types}.worksheet+xml`,
  table: `${types}.table+xml`,
  strings: `${types}.sharedStrings+xml`,
  styles: `${types}.styles+xml`,
  drawing: 'application/vnd.openxmlformats-officedocument.drawing+xml',
  chart: 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
};

/** What a new sheet begins as. */
export const emptySheetXml = `<worksheet ${main} xmlns:r="${office}"><sheetData/></worksheet>`;

const parts = {
  '[Content_Types].xml': `<Types xmlns="${namespaces.contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentTypes.styles}"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${namespaces.packageRelationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><workbookPr/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="22260" windowHeight="12645"/></bookViews><sheets/><calcPr calcId="191029"/></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${namespaces.packageRelationships}"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet ${main}><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/></styleSheet>`,
};

/** The parts of a workbook that was never a file. */
export const newWorkbookParts: Parts = new Map(
  Object.entries(parts).map(([path, xml]) => [path, strToU8(xmlDeclaration + xml)]),
);
