/** What somebody else's program reads in a PDF: Mozilla's pdf.js. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  readonly pages: readonly string[];
  /** All pages, white space collapsed. */
  readonly text: string;
  readonly title: string;
  readonly language: string | null;
  /** Width and height of the first page, in points. */
  readonly size: readonly [number, number];
  /** Of the first page, for screen readers: tags in their order. */
  readonly tags: readonly string[];
  readonly embeddedFonts: readonly string[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const raw = Buffer.from(bytes).toString('latin1');
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const pages: string[] = [];
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join('\n'));
  }
  const first = await pdf.getPage(1);
  const { width, height } = first.getViewport({ scale: 1 });
  const { info } = await pdf.getMetadata();
  const read: ReadPdf = {
    pages,
    text: collapsed(pages.join('\n')),
    title: String(Reflect.get(info, 'Title')),
    language: String(Reflect.get(info, 'Language')),
    size: [width, height],
    tags: tagsOf(await first.getStructTree()),
    embeddedFonts: [...new Set(raw.match(/\/FontName \/\S+/g) ?? [])],
  };
  await task.destroy();
  return read;
}

export function collapsed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function tagsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const role: unknown = Reflect.get(node, 'role');
  const children: unknown = Reflect.get(node, 'children');
  return [
    ...(typeof role === 'string' ? [role] : []),
    ...(Array.isArray(children) ? children.flatMap(tagsOf) : []),
  ];
}
