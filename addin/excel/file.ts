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
  return { name: decoded(name), place: bare === '' ? '' : await digestOf(bare) };
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
