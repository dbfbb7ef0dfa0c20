import { unzipSync } from 'fflate';
import { XlsxError } from './xml.ts';

// The zip file of a package, and how its parts point to each other.

/** The parts of a package as they were read, by path. Never changed. */
export type Parts = ReadonlyMap<string, Uint8Array>;

/** Where the relationships of a part are written; '' is the package itself. */
export function relationshipsPath(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`;
}

/** "../media/image1.png" seen from "xl/drawings/drawing1.xml". */
export function resolvePath(base: string, target: string): string {
  const [path = ''] = target.split('#');
  if (path.startsWith('/')) return path.slice(1);
  const folders = base.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') folders.pop();
    else if (step !== '.' && step !== '') folders.push(step);
  }
  return folders.join('/');
}

export function relativePath(base: string, target: string): string {
  const from = base.split('/').slice(0, -1);
  const to = target.split('/');
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common += 1;
  return '../'.repeat(from.length - common) + to.slice(common).join('/');
}

/** What lies in a zip file, by path. */
export function unpack(bytes: Uint8Array): Parts {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    throw new XlsxError(
      'This is an old .xls workbook, or one locked by a password: save it as .xlsx without a password.',
    );
  }
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch (error) {
    throw new XlsxError('This file is no .xlsx workbook, or it is damaged.', { cause: error });
  }
  const entries = Object.entries(files).filter(([path]) => !path.endsWith('/'));
  return new Map(entries.map(([path, data]) => [path.replaceAll('\\', '/'), data]));
}
