import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PdfPage {
  /** White space collapsed. */
  readonly text: string;
  /** Texts of which one is written over the other. */
  readonly overlaps: readonly (readonly [string, string])[];
}

interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
}

/** Points: what two texts may share, and how far two lines are apart. */
const [SLACK, LINE] = [1, 3];

/** The pages of a PDF by Mozilla's pdf.js. */
export async function pdfPages(bytes: Uint8Array): Promise<PdfPage[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const numbers = Array.from({ length: pdf.numPages }, (_, i) => i + 1);
  const pages = await Promise.all(
    numbers.map(async (number) => {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      return pageOf(items.flatMap((item) => ('str' in item ? [pieceOf(item)] : [])));
    }),
  );
  await task.destroy();
  return pages;
}

function pieceOf({ str, transform, width }: { str: string; transform: number[]; width: number }) {
  const [, , , , left = 0, baseline = 0] = transform;
  return { text: str, left, right: left + width, baseline };
}

function pageOf(pieces: readonly Piece[]): PdfPage {
  const text = pieces.map((piece) => piece.text).join(' ');
  const solid = pieces.filter((piece) => piece.text.trim() !== '');
  const overlaps = solid.flatMap((one, i) =>
    solid.slice(i + 1).flatMap((other): [string, string][] => {
      const isOneLine = Math.abs(one.baseline - other.baseline) < LINE;
      const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      return isOneLine && shared > SLACK ? [[one.text, other.text]] : [];
    }),
  );
  return { text: text.replaceAll(/\s+/g, ' '), overlaps };
}
