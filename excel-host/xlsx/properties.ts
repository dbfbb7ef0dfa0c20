import type { CustomXmlPart, DocumentProperties, Workbook } from '../model/workbook.ts';
import { escapeAttribute } from './escape.ts';
import type { Package } from './package.ts';
import {
  attribute,
  child,
  type Document,
  namespaces,
  parseXml,
  printXml,
  rootOf,
  xmlDeclaration,
} from './xml.ts';

// The document's properties (title, author …) and custom XML parts.

const dublinCore = 'http://purl.org/dc/elements/1.1/';
const dublinTerms = 'http://purl.org/dc/terms/';
const coreProperties = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties';
const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';
const extended = 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties';
const coreContent = 'application/vnd.openxmlformats-package.core-properties+xml';
const extendedContent = 'application/vnd.openxmlformats-officedocument.extended-properties+xml';
const coreType =
  'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';
const emptyCore = `<cp:coreProperties xmlns:cp="${coreProperties}" xmlns:dc="${dublinCore}" xmlns:dcterms="${dublinTerms}" xmlns:xsi="${schemaInstance}"/>`;

type Field = Exclude<keyof DocumentProperties, 'created'>;
const coreFields: readonly [Field, string, string][] = [
  ['title', dublinCore, 'dc:title'],
  ['subject', dublinCore, 'dc:subject'],
  ['author', dublinCore, 'dc:creator'],
  ['keywords', coreProperties, 'cp:keywords'],
  ['comments', dublinCore, 'dc:description'],
  ['lastAuthor', coreProperties, 'cp:lastModifiedBy'],
  ['category', coreProperties, 'cp:category'],
];
const extendedFields: readonly [Field, string, string][] = [
  ['manager', extended, 'Manager'],
  ['company', extended, 'Company'],
];

const paths = {
  core: (pack: Package) => pack.related('', '/core-properties')?.target ?? 'docProps/core.xml',
  extended: (pack: Package) =>
    pack.related('', '/extended-properties')?.target ?? 'docProps/app.xml',
};

const localName = (name: string): string => name.replace(/^\w+:/u, '');

export function readProperties(pack: Package, properties: DocumentProperties): void {
  for (const [path, fields] of [
    [paths.core(pack), coreFields],
    [paths.extended(pack), extendedFields],
  ] as const) {
    const xml = pack.text(path);
    if (xml === undefined) continue;
    const root = rootOf(parseXml(xml));
    for (const [field, , name] of fields) {
      properties[field] = child(root, localName(name))?.textContent ?? '';
    }
    const created = Date.parse(child(root, 'created')?.textContent ?? '');
    if (!Number.isNaN(created)) properties.created = created;
  }
}

function putFields(
  document: Document,
  fields: readonly [Field, string, string][],
  properties: DocumentProperties,
): boolean {
  const root = rootOf(document);
  let changed = false;
  for (const [field, namespace, name] of fields) {
    const present = child(root, localName(name));
    if ((present?.textContent ?? '') === properties[field]) continue;
    const element = present ?? root.appendChild(document.createElementNS(namespace, name));
    element.textContent = properties[field];
    changed = true;
  }
  return changed;
}

export function writeProperties(pack: Package, properties: DocumentProperties): void {
  const core = parseXml(pack.text(paths.core(pack)) ?? emptyCore);
  let changed = putFields(core, coreFields, properties);
  const created = child(rootOf(core), 'created');
  if (!created && properties.created > 0) {
    const element = core.createElementNS(dublinTerms, 'dcterms:created');
    element.setAttributeNS(schemaInstance, 'xsi:type', 'dcterms:W3CDTF');
    element.textContent = new Date(properties.created).toISOString().replace(/\.\d+/u, '');
    rootOf(core).appendChild(element);
    changed = true;
  }
  if (changed) {
    const path = paths.core(pack);
    pack.put(path, printXml(core), coreContent);
    pack.relate('', pack.related('', '/core-properties')?.type ?? coreType, path);
  }
  const application = parseXml(
    pack.text(paths.extended(pack)) ?? `<Properties xmlns="${extended}"/>`,
  );
  if (putFields(application, extendedFields, properties)) {
    const path = paths.extended(pack);
    pack.put(path, printXml(application), extendedContent);
    const type = `${namespaces.relationships}/extended-properties`;
    pack.relate('', pack.related('', '/extended-properties')?.type ?? type, path);
  }
}

const customXmlType = `${namespaces.relationships}/customXml`;
const propertiesType = `${namespaces.relationships}/customXmlProps`;
const customXmlNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/customXml';
const propertiesContent = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml';

function customXmlPaths(pack: Package, workbookPath: string): string[] {
  return pack
    .relationships(workbookPath)
    .filter(({ type, target }) => type.endsWith('/customXml') && pack.has(target))
    .map(({ target }) => target);
}

function idOfPart(pack: Package, path: string): string {
  const properties = pack.text(pack.related(path, '/customXmlProps')?.target ?? '');
  if (properties === undefined) return path;
  const root = rootOf(parseXml(properties));
  return root.getAttributeNS(customXmlNamespace, 'itemID') ?? attribute(root, 'ds:itemID') ?? path;
}

export function readCustomXml(pack: Package, workbookPath: string): CustomXmlPart[] {
  return customXmlPaths(pack, workbookPath).map((path) => {
    const xml = pack.text(path) ?? '';
    const namespace = rootOf(parseXml(xml)).namespaceURI ?? '';
    return { id: idOfPart(pack, path), namespace, xml };
  });
}

/** Writes the parts that are new or changed, and leaves out those that are gone. */
export function writeCustomXml(pack: Package, workbookPath: string, workbook: Workbook): void {
  const present = new Map(
    customXmlPaths(pack, workbookPath).map((path) => [idOfPart(pack, path), path]),
  );
  for (const { id, namespace, xml } of workbook.customXmlParts) {
    const path = present.get(id);
    present.delete(id);
    if (path !== undefined) {
      if (pack.text(path) !== xml) pack.put(path, xml);
      continue;
    }
    const at = pack.newPath('customXml/item', '.xml');
    pack.put(at, xml, 'application/xml');
    pack.relate(workbookPath, customXmlType, at);
    const properties = pack.newPath('customXml/itemProps', '.xml');
    const schema = namespace === '' ? '' : `<ds:schemaRef ds:uri="${escapeAttribute(namespace)}"/>`;
    pack.put(
      properties,
      `${xmlDeclaration}<ds:datastoreItem ds:itemID="${escapeAttribute(id)}" xmlns:ds="${customXmlNamespace}"><ds:schemaRefs>${schema}</ds:schemaRefs></ds:datastoreItem>`,
      propertiesContent,
    );
    pack.relate(at, propertiesType, properties);
  }
  const gone = new Set(present.values());
  if (gone.size === 0) return;
  const left = pack.relationships(workbookPath).filter(({ target }) => !gone.has(target));
  pack.setRelationships(workbookPath, left);
}
