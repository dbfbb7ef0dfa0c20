import { readFile } from 'node:fs/promises';

/** Of the manifest: under it a workbook keeps what the add-in remembers in it. */
export async function addinId(): Promise<string> {
  const manifest = await readFile(new URL('../../manifest.xml', import.meta.url), 'utf8');
  const id = /<Id>([^<]+)<\/Id>/.exec(manifest)?.[1];
  if (id === undefined) throw new Error('the manifest has no Id');
  return id;
}
