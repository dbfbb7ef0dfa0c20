/** What somebody else's program reads in a PDF: Mozilla's pdf.js. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A text as it stands on its page; in points. */
export interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
}

export interface PdfContent {
  readonly pages: readonly (readonly Piece[])[];
  readonly title: string;
  readonly language: string | null;
  /** Width and height of the first page, in points. */
  readonly size: readonly [number, number];
  /** Of the first page, for screen readers: tags in their order. */
  readonly tags: readonly string[];
}

/** What the reader's process is told, in one message. */
export interface ToRead {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** What it answers. */
export type Answer = { readonly id: number } & (
  { readonly content: PdfContent } | { readonly error: string }
);

export interface ReadPdf extends Omit<PdfContent, 'pages'> {
  readonly pages: readonly string[];
  /** All pages, white space collapsed. */
  readonly text: string;
  readonly embeddedFonts: readonly string[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const raw = Buffer.from(bytes).toString('latin1');
  const content = await contentOfPdf(bytes);
  const pages = content.pages.map((pieces) => pieces.map(({ text }) => text).join('\n'));
  return {
    ...content,
    pages,
    text: collapsed(pages.join('\n')),
    embeddedFonts: [...new Set(raw.match(/\/FontName \/\S+/g) ?? [])],
  };
}

let reader: ChildProcess | undefined;
let asked = 0;

export async function contentOfPdf(bytes: Uint8Array): Promise<PdfContent> {
  reader ??= startReader();
  const toRead: ToRead = { id: (asked += 1), bytes: Uint8Array.from(bytes) };
  const answer = await answerOf(reader, toRead);
  if ('error' in answer) throw new Error(answer.error);
  return answer.content;
}

/** It ends with this process, and does not keep it alive. */
function startReader(): ChildProcess {
  const path = fileURLToPath(new URL('pdf-reader.fixture.ts', import.meta.url));
  const child = fork(path, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  child.setMaxListeners(0);
  child.once('exit', () => {
    reader = undefined;
  });
  child.unref();
  child.channel?.unref();
  return child;
}

function answerOf(child: ChildProcess, toRead: ToRead): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const take = (answer: Answer): void => {
      if (answer.id !== toRead.id) return;
      child.off('message', take).off('exit', gone);
      resolve(answer);
    };
    const gone = (): void => reject(new Error('the reader of PDFs ended'));
    child.on('message', take).once('exit', gone).send(toRead);
  });
}

export function collapsed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
