/**
 * What the add-in's manifest says to Excel's window: its name, the ribbon's buttons with icons and
 * words, the page of its pane and its shortcuts.
 */

import type { CustomFunction } from '../model/custom-functions.ts';
import { type FunctionsMetadata, readFunctions } from '../model/custom-metadata.ts';

export interface RibbonButton {
  readonly id: string;
  readonly label: string;
  /** Heading and text of the tip. */
  readonly title: string;
  readonly description: string;
  /** Address of the icon, by its width in pixels. */
  readonly icons: ReadonlyMap<number, string>;
  /** The function that it calls; undefined for the button that opens the pane. */
  readonly functionName: string | undefined;
}

export interface Addin {
  readonly id: string;
  readonly name: string;
  readonly iconUrl: string;
  /** Path of the pane's page. */
  readonly pane: string;
  readonly groups: readonly { readonly label: string; readonly buttons: readonly RibbonButton[] }[];
  readonly shortcutsUrl: string | undefined;
  /** Functions for cells: what they are called under, and where they are described. */
  readonly functions: { readonly namespace: string; readonly metadataUrl: string } | undefined;
}

export interface Shortcut {
  readonly action: string;
  /** "Ctrl+Alt+Shift+P". */
  readonly key: string;
}

/**
 * Reads manifest.xml for one language. Addresses become paths: this page asks the server that it came
 * from, whatever name the manifest gives that server.
 */
export function readManifest(xml: string, locale: string): Addin {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const resources = new Map(
    [...document.querySelectorAll('[id][DefaultValue]')].map((element) => [
      element.getAttribute('id') ?? '',
      localValue(element, locale),
    ]),
  );
  const referred = (parent: Element, name: string): string =>
    resources.get(first(parent, name)?.getAttribute('resid') ?? '') ?? '';
  const button = (control: Element): RibbonButton => {
    const tip = first(control, 'Supertip');
    return {
      id: control.getAttribute('id') ?? '',
      label: referred(control, 'Label'),
      title: tip ? referred(tip, 'Title') : '',
      description: tip ? referred(tip, 'Description') : '',
      icons: new Map(
        [...control.getElementsByTagName('bt:Image')].map((image) => [
          Number(image.getAttribute('size')),
          pathOf(resources.get(image.getAttribute('resid') ?? '') ?? ''),
        ]),
      ),
      functionName: first(control, 'FunctionName')?.textContent ?? undefined,
    };
  };
  const valueOf = (name: string): string => {
    const element = first(document, name);
    return element ? localValue(element, locale) : '';
  };
  const shortcuts = first(document, 'ExtendedOverrides')?.getAttribute('Url');
  const metadata = first(document, 'Metadata');
  const functions = metadata && {
    namespace: referred(metadata.parentElement ?? metadata, 'Namespace'),
    metadataUrl: pathOf(referred(metadata, 'SourceLocation')),
  };
  return {
    id: first(document, 'Id')?.textContent ?? '',
    name: valueOf('DisplayName'),
    iconUrl: pathOf(valueOf('IconUrl')),
    pane: pathOf(valueOf('SourceLocation')),
    groups: [...document.getElementsByTagName('Group')].map((group) => ({
      label: referred(group, 'Label'),
      buttons: [...group.getElementsByTagName('Control')].map(button),
    })),
    shortcutsUrl: shortcuts ? pathOf(shortcuts) : undefined,
    functions,
  };
}

function first(parent: Document | Element, name: string): Element | undefined {
  return parent.getElementsByTagName(name).item(0) ?? undefined;
}

function localValue(element: Element, locale: string): string {
  const override = [...element.children].find(
    (child) => child.getAttribute('Locale')?.toLowerCase() === locale.toLowerCase(),
  );
  return override?.getAttribute('Value') ?? element.getAttribute('DefaultValue') ?? '';
}

function pathOf(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname : address;
}

export interface FetchedAddin {
  readonly addin: Addin;
  readonly shortcuts: readonly Shortcut[];
  /** Undefined where it brings none along. */
  readonly functions: readonly CustomFunction[] | undefined;
}

/** Asks the server for the manifest, and for the shortcuts and functions that it names. */
export async function fetchAddin(locale: string): Promise<FetchedAddin> {
  const answer = await fetch('/manifest.xml');
  if (!answer.ok) throw new Error('The server did not send manifest.xml.');
  const addin = readManifest(await answer.text(), locale);
  const [shortcuts, functions] = await Promise.all([fetchShortcuts(addin), fetchFunctions(addin)]);
  return { addin, shortcuts, functions };
}

async function fetchShortcuts({ shortcutsUrl }: Addin): Promise<Shortcut[]> {
  if (shortcutsUrl === undefined) return [];
  const described = (await (await fetch(shortcutsUrl)).json()) as {
    shortcuts: { action: string; key: { default: string; mac?: string; web?: string } }[];
  };
  return described.shortcuts.map(({ action, key }) => ({ action, key: key.web ?? key.default }));
}

async function fetchFunctions({ functions }: Addin): Promise<CustomFunction[] | undefined> {
  if (functions === undefined) return undefined;
  const metadata = (await (await fetch(functions.metadataUrl)).json()) as FunctionsMetadata;
  return readFunctions(functions.namespace, metadata);
}

/** Whether this key press is the shortcut. */
export function isPressed(shortcut: string, event: KeyboardEvent): boolean {
  const parts = shortcut.toLowerCase().split('+');
  const key = parts.at(-1) ?? '';
  return (
    event.code.toLowerCase() === `key${key}` &&
    event.ctrlKey === parts.includes('ctrl') &&
    event.altKey === parts.includes('alt') &&
    event.shiftKey === parts.includes('shift') &&
    event.metaKey === parts.includes('command')
  );
}
