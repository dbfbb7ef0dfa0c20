import type { Package } from './package.ts';
import { attribute, child, children, type Element, parseXml, printXml, rootOf } from './xml.ts';
import { escapeAttribute } from './escape.ts';

// The settings of an add-in. Excel keeps them in a part of their own ("web extension"), one for each
// add-in that the workbook knows, listed by the task panes.

const webExtension = 'http://schemas.microsoft.com/office/webextensions/webextension/2010/11';
const taskPanes = 'http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11';
const officeRelationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const panesType = 'http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes';
const extensionType = 'http://schemas.microsoft.com/office/2011/relationships/webextension';
const panesContent = 'application/vnd.ms-office.webextensiontaskpanes+xml';
const extensionContent = 'application/vnd.ms-office.webextension+xml';

/** The parts of all add-ins in the package. */
function extensionPaths(pack: Package): string[] {
  const panes = pack.related('', '/webextensiontaskpanes')?.target;
  const all = [
    ...pack.relationships(''),
    ...(panes === undefined ? [] : pack.relationships(panes)),
  ];
  const paths = all
    .filter(({ type }) => type.endsWith('/webextension'))
    .map(({ target }) => target);
  return paths.filter((path) => pack.has(path));
}

const bare = (id: string): string => id.replaceAll(/[{}]/gu, '').toLowerCase();

/** The part of the add-in with this id; where nobody says which, the only one that there is. */
function findExtension(pack: Package, addIn: string | undefined): string | undefined {
  const paths = extensionPaths(pack);
  if (addIn === undefined) return paths.length === 1 ? paths[0] : undefined;
  return paths.find((path) => {
    const reference = child(rootOf(parseXml(pack.text(path) ?? '')), 'reference');
    return bare(attribute(reference, 'id') ?? '') === bare(addIn);
  });
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function readSettings(pack: Package, addIn: string | undefined): Map<string, unknown> {
  const path = findExtension(pack, addIn);
  const root = path === undefined ? undefined : rootOf(parseXml(pack.text(path) ?? ''));
  const list = child(root, 'properties');
  const entries = (list ? children(list, 'property') : []).map(
    (property) =>
      [attribute(property, 'name') ?? '', parseValue(attribute(property, 'value') ?? '')] as const,
  );
  return new Map(entries);
}

function newExtension(addIn: string): string {
  const id = escapeAttribute(addIn);
  return `<we:webextension xmlns:we="${webExtension}" id="{${id}}"><we:reference id="${id}" version="1.0.0.0" store="developer" storeType="Registry"/><we:alternateReferences/><we:properties/><we:bindings/><we:snapshot xmlns:r="${officeRelationships}"/></we:webextension>`;
}

/** Makes the add-in known to the workbook: its part, and its task pane, which stays closed. */
function addExtension(pack: Package, addIn: string): string {
  const path = pack.newPath('xl/webextensions/webextension', '.xml');
  pack.put(path, newExtension(addIn), extensionContent);
  const panes =
    pack.related('', '/webextensiontaskpanes')?.target ?? 'xl/webextensions/taskpanes.xml';
  pack.relate('', panesType, panes);
  const id = pack.relate(panes, extensionType, path);
  const document = parseXml(pack.text(panes) ?? `<wetp:taskpanes xmlns:wetp="${taskPanes}"/>`);
  const create = (name: string, attributes: Readonly<Record<string, string>>): Element => {
    const element = document.createElementNS(taskPanes, `wetp:${name}`);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const pane = create('taskpane', { dockstate: 'right', visibility: '0', width: '350', row: '1' });
  const reference = create('webextensionref', {});
  reference.setAttributeNS(officeRelationships, 'r:id', id);
  pane.appendChild(reference);
  rootOf(document).appendChild(pane);
  pack.put(panes, printXml(document), panesContent);
  return path;
}

export function writeSettings(
  pack: Package,
  settings: ReadonlyMap<string, unknown>,
  addIn: string | undefined,
): void {
  const found = findExtension(pack, addIn);
  if (found === undefined && settings.size === 0) return;
  const path = found ?? addExtension(pack, addIn ?? '00000000-0000-0000-0000-000000000001');
  const document = parseXml(pack.text(path) ?? '');
  const list = document.createElementNS(webExtension, 'we:properties');
  for (const [name, value] of settings) {
    const property = document.createElementNS(webExtension, 'we:property');
    property.setAttribute('name', name);
    property.setAttribute('value', JSON.stringify(value));
    list.appendChild(property);
  }
  const root = rootOf(document);
  const before = child(root, 'properties');
  if (before) root.replaceChild(list, before);
  else root.insertBefore(list, child(root, 'bindings') ?? child(root, 'snapshot') ?? null);
  pack.put(path, printXml(document), extensionContent);
}
