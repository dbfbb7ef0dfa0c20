import type { Package } from './package.ts';
import {
  attribute,
  child,
  children,
  descendants,
  type Element,
  namespaces,
  needChild,
  numberAttribute,
  parseXml,
  printXml,
  revive,
  rootOf,
  setAttributes,
} from './xml.ts';

// A formula whose result spills is marked in its cell (`cm`) by the number of an entry in a part of its
// own, which says "dynamic array". Without the mark it would be an array formula of the older kind.

const kind = 'XLDAPR';
const dynamicArrays = 'http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray';
const metadataType = `${namespaces.relationships}/sheetMetadata`;
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml';
const order =
  'metadataTypes metadataStrings mdxMetadata futureMetadata cellMetadata valueMetadata extLst'.split(
    ' ',
  );
const main = `xmlns="${namespaces.main}"`;
const typeElement = `<metadataType ${main} name="${kind}" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>`;
const futureElement = `<futureMetadata ${main} xmlns:xda="${dynamicArrays}" name="${kind}" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>`;

function findType(root: Element): number {
  const types = children(child(root, 'metadataTypes') ?? root, 'metadataType');
  return types.findIndex((type) => attribute(type, 'name') === kind) + 1;
}

/** The number (from 1) of the first entry for cells that says "dynamic array", or 0. */
function isDynamicEntry(root: Element, entry: Element): boolean {
  const type = findType(root);
  const record = children(entry, 'rc').find((rc) => numberAttribute(rc, 't') === type);
  if (type === 0 || !record) return false;
  const future = children(root, 'futureMetadata').find((one) => attribute(one, 'name') === kind);
  const block = future && children(future, 'bk')[numberAttribute(record, 'v') ?? 0];
  const [properties] = block ? descendants(block, 'dynamicArrayProperties') : [];
  return attribute(properties, 'fDynamic') === '1';
}

const entriesOf = (root: Element): Element[] => {
  const list = child(root, 'cellMetadata');
  return list ? children(list, 'bk') : [];
};

/** Tells of each `cm` whether it marks a dynamic array. */
export function readMetadata(pack: Package, workbookPath: string): (cm: number) => boolean {
  const xml = pack.text(pack.related(workbookPath, '/sheetMetadata')?.target ?? '');
  if (xml === undefined) return () => false;
  const root = rootOf(parseXml(xml));
  const dynamic = entriesOf(root).map((entry) => isDynamicEntry(root, entry));
  return (cm) => dynamic[cm - 1] ?? false;
}

/** The `cm` of dynamic arrays; its entry is made when somebody asks for the first time. */
export function metadataWriter(pack: Package, workbookPath: string): () => number {
  let known: number | undefined;
  return () => (known ??= needEntry(pack, workbookPath));
}

function needEntry(pack: Package, workbookPath: string): number {
  const path = pack.related(workbookPath, '/sheetMetadata')?.target ?? 'xl/metadata.xml';
  const document = parseXml(pack.text(path) ?? `<metadata ${main}/>`);
  const root = rootOf(document);
  const present = entriesOf(root).findIndex((entry) => isDynamicEntry(root, entry)) + 1;
  if (present > 0) return present;
  if (findType(root) === 0) {
    const types = needChild(root, order, 'metadataTypes');
    types.appendChild(revive(document, typeElement));
    setAttributes(types, { count: children(types).length });
    const later = new Set(order.slice(order.indexOf('futureMetadata') + 1));
    const next = children(root).find((one) => later.has(one.localName ?? ''));
    root.insertBefore(revive(document, futureElement), next ?? null);
  }
  const list = needChild(root, order, 'cellMetadata');
  list.appendChild(revive(document, `<bk ${main}><rc t="${findType(root)}" v="0"/></bk>`));
  const entries = entriesOf(root);
  setAttributes(list, { count: entries.length });
  pack.put(path, printXml(document), contentType);
  pack.relate(workbookPath, metadataType, path);
  return entries.length;
}
