import { type Element, namespaces } from './xml.ts';

// Excel gives sheets and tables ids that stay (`xr:uid`); add-ins know them as `worksheet.id`.

const xmlns = 'http://www.w3.org/2000/xmlns/';

export function readUid(root: Element): string | undefined {
  const uid = root.getAttributeNS(namespaces.revision, 'uid');
  return uid && /^\{[\dA-F-]{36}\}$/iu.test(uid) ? uid.toUpperCase() : undefined;
}

/** Writes the id, under a prefix that older readers are told to ignore. */
export function writeUid(root: Element, uid: string): void {
  if (root.lookupNamespaceURI('xr') !== namespaces.revision) {
    root.setAttributeNS(xmlns, 'xmlns:xr', namespaces.revision);
  }
  const ignorable = root.getAttributeNS(namespaces.compatibility, 'Ignorable') ?? '';
  if (!ignorable.split(/\s+/u).includes('xr')) {
    root.setAttributeNS(xmlns, 'xmlns:mc', namespaces.compatibility);
    root.setAttributeNS(namespaces.compatibility, 'mc:Ignorable', `${ignorable} xr`.trim());
  }
  root.setAttributeNS(namespaces.revision, 'xr:uid', uid);
}
