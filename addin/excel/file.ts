import type { Host } from './host.ts';

/** The open file: its name, and where it lies, in a form that tells nobody the place. */
export interface OpenFile {
  readonly name: string;
  /** "" for a workbook that was never saved. */
  readonly place: string;
}

export async function openFile(host: Host): Promise<OpenFile> {
  // Undefined or "" before the first save; on the web with a query that changes.
  const url: string | undefined = host.Office.context.document.url;
  const bare = (url ?? '').replace(/[?#].*$/, '');
  const name = bare.split(/[/\\]/).at(-1) ?? '';
  return { name: decoded(name), place: bare === '' ? '' : await placeOf(bare) };
}

/**
 * Whether the open file may be another one than it was: its name is another, or its place. A file in
 * the cloud has one address in a browser and one on a disk, which say nothing about each other.
 */
export function isElsewhere(last: OpenFile, now: OpenFile): boolean {
  if (last.place === '' || last.place === now.place) return false;
  const sameKind = last.place.split(':')[0] === now.place.split(':')[0];
  return sameKind || last.name !== now.name;
}

async function placeOf(address: string): Promise<string> {
  return `${/^https?:/i.test(address) ? 'web' : 'disk'}:${await digestOf(address)}`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes).slice(0, 8)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
