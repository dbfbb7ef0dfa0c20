import { DOMParser, type Document, type Element, type Node, XMLSerializer } from '@xmldom/xmldom';

export type { Document, Element } from '@xmldom/xmldom';

/** The file is no workbook that can be read, or breaks a rule of the format. */
export class XlsxError extends Error {
  override readonly name = 'XlsxError';
}

export const namespaces = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  relationships: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  packageRelationships: 'http://schemas.openxmlformats.org/package/2006/relationships',
  contentTypes: 'http://schemas.openxmlformats.org/package/2006/content-types',
  compatibility: 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  revision: 'http://schemas.microsoft.com/office/spreadsheetml/2014/revision',
} as const;

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function onError(level: string, message: string): void {
  if (level !== 'warning') throw new XlsxError(`The workbook holds broken XML: ${message}`);
}

export function parseXml(text: string): Document {
  return new DOMParser({ onError }).parseFromString(text.replace(/^\uFEFF/u, ''), 'text/xml');
}

/** An element that was kept as text, made part of a document again. */
export function revive(document: Document, text: string): Element {
  const element = document.importNode(rootOf(parseXml(text)), true);
  // Its own declaration of the namespace of spreadsheets; the document has one.
  if (element.namespaceURI === namespaces.main) element.removeAttribute('xmlns');
  return element;
}

export function rootOf(document: Document): Element {
  if (!document.documentElement) throw new XlsxError('The workbook holds an empty XML part.');
  return document.documentElement;
}

export function printXml(document: Document): string {
  const text = printNode(document);
  return text.startsWith('<?xml') ? text : xmlDeclaration + text;
}

export function printNode(node: Node): string {
  return new XMLSerializer().serializeToString(node);
}

/** The child elements, of one local name if given. Prefixes don't count. */
export function children(parent: Element, name?: string): Element[] {
  const list: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType !== 1) continue;
    const element = node as Element;
    if (name === undefined || element.localName === name) list.push(element);
  }
  return list;
}

export function child(parent: Element | undefined, name: string): Element | undefined {
  return parent && children(parent, name)[0];
}

/** All elements of this local name below, in document order. */
export function descendants(parent: Element, name: string): Element[] {
  return children(parent).flatMap((element) => [
    ...(element.localName === name ? [element] : []),
    ...descendants(element, name),
  ]);
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name) ?? undefined;
}

export function numberAttribute(element: Element | undefined, name: string): number | undefined {
  const text = attribute(element, name);
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** "1", "true" or "on"; where the attribute is absent, what the schema says then. */
export function booleanAttribute(
  element: Element | undefined,
  name: string,
  absent = false,
): boolean {
  const text = attribute(element, name);
  return text === undefined ? absent : text === '1' || text === 'true' || text === 'on';
}

/** The relationship id (`r:id`) of an element, whatever its prefix. */
export function relationshipId(element: Element, name = 'id'): string | undefined {
  return (
    element.getAttributeNS(namespaces.relationships, name) ??
    element.getAttribute(`r:${name}`) ??
    undefined
  );
}

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Sets attributes; undefined takes one away, true and false are written 1 and 0. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, typeof value === 'boolean' ? (value ? '1' : '0') : `${value}`);
  }
}

/** A new element in the namespace of spreadsheets, not yet put anywhere. */
export function make(
  document: Document,
  name: string,
  attributes: Attributes = {},
  content: readonly Element[] | string = [],
): Element {
  const element = document.createElementNS(namespaces.main, name);
  setAttributes(element, attributes);
  if (typeof content === 'string') element.appendChild(document.createTextNode(content));
  else for (const part of content) element.appendChild(part);
  return element;
}

/**
 * Puts an element in the place of its namesake, or, where there was none, before the first child that
 * comes later in the schema's order. Undefined takes the namesake away.
 */
export function putChild(
  parent: Element,
  order: readonly string[],
  name: string,
  element: Element | undefined,
): void {
  const present = child(parent, name);
  if (present && element && present !== element) parent.replaceChild(element, present);
  else if (present && !element) parent.removeChild(present);
  else if (element && !present) {
    const later = new Set(order.slice(order.indexOf(name) + 1));
    const next = children(parent).find((other) => later.has(other.localName ?? ''));
    parent.insertBefore(element, next ?? null);
  }
}

/** The child of that name, made in its place where there is none. */
export function needChild(parent: Element, order: readonly string[], name: string): Element {
  const present = child(parent, name);
  if (present) return present;
  if (!parent.ownerDocument) throw new XlsxError('An element without its document.');
  const made = make(parent.ownerDocument, name);
  putChild(parent, order, name, made);
  return made;
}

export function removeChildren(parent: Element): void {
  while (parent.firstChild) parent.removeChild(parent.firstChild);
}
