/**
 * A process that reads PDFs by Mozilla's pdf.js. It is one of its own because pdf.js puts what newer engines
 * have, and a JSON of its own, in place of the language's: tests run in the language as it is.
 */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Answer, PdfContent, ToRead } from './read-pdf.fixture.ts';

process.on('message', ({ id, bytes }: ToRead) => {
  const send = (answer: Answer): void => void process.send?.(answer);
  void contentOf(bytes).then(
    (content) => send({ id, content }),
    (error: unknown) => send({ id, error: String(error) }),
  );
});

async function contentOf(data: Uint8Array): Promise<PdfContent> {
  const task = getDocument({ data, useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const numbers = Array.from({ length: pdf.numPages }, (_, i) => i + 1);
  const pages = await Promise.all(
    numbers.map(async (number) => {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      return items.flatMap((item) => ('str' in item ? [pieceOf(item)] : []));
    }),
  );
  const first = await pdf.getPage(1);
  const { width, height } = first.getViewport({ scale: 1 });
  const { info } = await pdf.getMetadata();
  const content: PdfContent = {
    pages,
    title: String(Reflect.get(info, 'Title')),
    language: String(Reflect.get(info, 'Language')),
    size: [width, height],
    tags: tagsOf(await first.getStructTree()),
  };
  await task.destroy();
  return content;
}

function pieceOf({ str, transform, width }: { str: string; transform: number[]; width: number }) {
  const [, , , , left = 0, baseline = 0] = transform;
  return { text: str, left, right: left + width, baseline };
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
